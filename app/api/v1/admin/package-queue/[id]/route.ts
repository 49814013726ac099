import { route } from "#lib/http/route";
import { getQueueItem } from "#lib/package-queue/get-queue-item";

export const GET = route(getQueueItem);
