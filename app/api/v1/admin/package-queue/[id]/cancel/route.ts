import { route } from "#lib/http/route";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";

export const POST = route(cancelQueueItem);
