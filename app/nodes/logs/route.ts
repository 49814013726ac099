import { route } from "#lib/http/route";
import { originalLogs } from "#lib/telemetry/original/list-logs";

export const GET = route(originalLogs);
