/** Where a node wants to report. */
export interface IngestPath {
  /** Its messages are never purged. */
  isAudit: boolean;
  /** What stands after `/submit/` or `/audit/`; undefined where the address alone decides. */
  token: string | undefined;
}

/** `/`, `/submit`, `/audit`, the latter two also with a token; nodes are told addresses with and without a slash at the end. */
export function readIngestPath(pathname: string): IngestPath | undefined {
  if (pathname === "/") return { isAudit: false, token: undefined };
  const found = /^\/(submit|audit)(?:\/([^/]+))?\/?$/.exec(pathname);
  return found ? { isAudit: found[1] === "audit", token: found[2] } : undefined;
}
