import { route } from "#lib/http/route";
import { showTelemetryNode } from "#lib/telemetry/show-node";

export const GET = route(showTelemetryNode);
