import { route } from "#lib/http/route";
import { nodesCsv } from "#lib/telemetry/export-nodes";
import { listTelemetryNodes } from "#lib/telemetry/list-nodes";

export const GET = route(listTelemetryNodes, { csv: nodesCsv });
