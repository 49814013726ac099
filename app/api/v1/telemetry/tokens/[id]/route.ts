import { route } from "#lib/http/route";
import { revokeTelemetryToken } from "#lib/telemetry/revoke-telemetry-token";

export const DELETE = route(revokeTelemetryToken, { status: 204 });
