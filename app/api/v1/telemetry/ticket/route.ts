import { route } from "#lib/http/route";
import { createTelemetryTicket } from "#lib/telemetry/create-socket-ticket";

export const POST = route(createTelemetryTicket, { status: 201 });
