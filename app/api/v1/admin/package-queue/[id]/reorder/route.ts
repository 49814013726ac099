import { route } from "#lib/http/route";
import { reorderQueue } from "#lib/package-queue/reorder-queue";

export const POST = route(reorderQueue);
