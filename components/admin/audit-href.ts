/** The filters of the page of the audit log, as they stand in its URL. */
export interface AuditPlace {
  kind?: string | undefined;
  subject?: string | undefined;
  actorId?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
}

/** The audit log narrowed to something: `/admin/audit?kind=user&subject=…`. */
export function auditHref(place: AuditPlace): string {
  const given = Object.entries(place).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
  return given.length === 0 ? "/admin/audit" : `/admin/audit?${new URLSearchParams(given)}`;
}
