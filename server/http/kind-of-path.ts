/** What an address asks for; it decides who answers, with which limits and headers. */
export type PathKind = "api" | "asset" | "page" | "probe" | "socket";

/** Routes at the root that are protocols of the outside world, not pages. */
const rootProtocols = /^\/(?:mod_mu|stats|nodes|reputation|host_systems|benchmarks|feed|metrics)(?:\/|$)/;

export function isRootProtocol(pathname: string): boolean {
  return rootProtocols.test(pathname);
}

export function kindOfPath(pathname: string): PathKind {
  if (pathname === "/healthz" || pathname === "/readyz") return "probe";
  // It tells that the database is away, so it is answered without it.
  if (pathname === "/api/v1/health") return "probe";
  if (pathname === "/api" || pathname.startsWith("/api/") || isRootProtocol(pathname)) return "api";
  // Where chain nodes report; `/` is theirs too, but only as a WebSocket.
  if (pathname.startsWith("/socket.io/") || /^\/(?:submit|audit)(?:\/|$)/.test(pathname)) return "socket";
  if (pathname.startsWith("/_next/") || /\.(?:ico|png|svg|txt|webmanifest|js|css|woff2|json|map)$/.test(pathname)) return "asset";
  return "page";
}

const mebibyte = 1024 * 1024;
const ingestPaths = /^\/(?:api\/v1\/(?:server\/UniProxy|agent|ingest)|mod_mu)(?:\/|$)|^\/api\/v1\/appliances\/[^/]+\/(?:inventory|tasks)$/;
/** A file of everything that an export holds. */
const importPath = "/api/v1/monitoring/rules/import";

/** The largest body a path takes, in bytes: nodes and appliances send reports, people send forms, and a file of rules. */
export function bodyLimitOf(pathname: string): number {
  return ingestPaths.test(pathname) || pathname === importPath ? 8 * mebibyte : mebibyte;
}
