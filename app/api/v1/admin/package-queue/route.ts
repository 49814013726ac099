import { route } from "#lib/http/route";
import { enqueuePackage, statusOfEnqueue } from "#lib/package-queue/enqueue-package";
import { listQueueItems } from "#lib/package-queue/list-queue-items";

export const GET = route(listQueueItems);
export const POST = route(enqueuePackage, { status: statusOfEnqueue });
