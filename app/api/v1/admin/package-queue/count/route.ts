import { route } from "#lib/http/route";
import { countQueueItems } from "#lib/package-queue/count-queue-items";

export const GET = route(countQueueItems);
