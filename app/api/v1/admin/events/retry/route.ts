import { route } from "#lib/http/route";
import { retryDeadEvents } from "#lib/package-queue/retry-dead-events";

export const POST = route(retryDeadEvents);
