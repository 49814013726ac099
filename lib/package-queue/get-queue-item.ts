import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { QueueItem, QueueItemIdInput } from "#lib/package-queue/schema";
import { readQueueItem } from "./internal/queue-item-row.ts";

export const getQueueItem = operation(
  { name: "getQueueItem", summary: "Show a queue item", policy: "packages:read", input: QueueItemIdInput, output: QueueItem },
  async (ctx, { id }) => {
    const found = await readQueueItem(ctx.db, ctx.now, id);
    if (!found) throw notFound("Queue item");
    return found;
  },
);
