import { auditCsv } from "#lib/auth/export-audit";
import { listAudit } from "#lib/auth/list-audit";
import { route } from "#lib/http/route";

export const GET = route(listAudit, { csv: auditCsv });
