import { route } from "#lib/http/route";
import { logsCsv } from "#lib/telemetry/export-logs";
import { listLogs } from "#lib/telemetry/list-logs";

export const GET = route(listLogs, { csv: logsCsv });
