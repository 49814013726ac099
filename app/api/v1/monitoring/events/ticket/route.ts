import { route } from "#lib/http/route";
import { createEventTicket } from "#lib/realtime/create-event-ticket";

export const POST = route(createEventTicket, { status: 201 });
