import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { QueueItem, QueueItemIdInput } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { roomsOfQueue } from "./internal/announce-queue.ts";
import { lockQueueOfItem } from "./internal/lock-queue.ts";
import { presentItem } from "./internal/queue-item-row.ts";
import { settleQueue } from "./internal/settle-queue.ts";

const Id = z.object({ id: z.string() });

/**
 * Takes an item out of the queue. Cancelling the active one starts the next at once.
 * @throws DomainError not_found, wrong_state with the item as it is when it has ended already
 */
export const cancelQueueItem = operation(
  { name: "cancelQueueItem", summary: "Cancel a queued package", policy: "packages:write", input: QueueItemIdInput, output: QueueItem },
  async (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const userId = await lockQueueOfItem(tx, id);
      const before = await presentItem(tx, ctx.now, id);
      const [cancelled] = await tx.rows(
        sql`update package_queue set status = 'cancelled', ended_at = ${ctx.now}::timestamptz
        where id = ${id}::uuid and status in ('in_queue', 'active') and (expires_at is null or expires_at > ${ctx.now}::timestamptz) returning id`,
        Id,
      );
      if (!cancelled) throw new DomainError("wrong_state", "This item has ended already", { state: before });
      await settleQueue(tx, ctx.now, userId);
      const after = await presentItem(tx, ctx.now, id);
      await audit(tx, ctx, { action: "package-queue.cancel", subjectKind: "package-queue", subjectId: id, before, after });
      publish(tx, ctx.now, "package:queue-changed", roomsOfQueue(userId), { userId, queueItemId: id });
      return after;
    }),
);
