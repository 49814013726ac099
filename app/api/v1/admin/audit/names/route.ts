import { listAuditNames } from "#lib/auth/list-audit-names";
import { route } from "#lib/http/route";

export const GET = route(listAuditNames);
