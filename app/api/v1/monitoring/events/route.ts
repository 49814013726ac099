import { route } from "#lib/http/route";
import { openEventStream } from "#lib/realtime/open-event-stream";

export const GET = route(openEventStream);
