import { showAuditRow } from "#lib/auth/show-audit-row";
import { route } from "#lib/http/route";

export const GET = route(showAuditRow);
