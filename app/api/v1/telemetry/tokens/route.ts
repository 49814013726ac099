import { route } from "#lib/http/route";
import { createTelemetryToken } from "#lib/telemetry/create-telemetry-token";
import { listTelemetryTokens } from "#lib/telemetry/list-telemetry-tokens";

export const GET = route(listTelemetryTokens);
export const POST = route(createTelemetryToken, { status: 201 });
