import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { moveBefore } from "#lib/package-queue/move-before";
import { ReorderQueueInput, WaitingQueue } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { roomsOfQueue } from "./internal/announce-queue.ts";
import { lockQueueOfItem } from "./internal/lock-queue.ts";
import { presentItem, type QueueItemRow, readQueueItem } from "./internal/queue-item-row.ts";
import { settleQueue } from "./internal/settle-queue.ts";
import { readWaiting } from "./internal/waiting-items.ts";

/**
 * Moves a waiting item in front of another one of the same user, or to the end. The user's waiting items share out the
 * positions they have among themselves: nobody else's place, and no cursor in a list, is touched.
 * @throws DomainError not_found, wrong_state with the item when it does not wait, conflict with the queue as it is when
 *   `before` no longer waits or `seen` is not the queue any more, unprocessable when `before` is not this user's
 */
export const reorderQueue = operation(
  {
    name: "reorderPackageQueue",
    summary: "Move a waiting package within its user's queue",
    policy: "packages:write",
    input: ReorderQueueInput,
    output: WaitingQueue,
  },
  async (ctx, { id: givenId, before: givenBefore, seen }) =>
    transaction(ctx.db, async (tx) => {
      const [id, before] = [givenId.toLowerCase(), givenBefore?.toLowerCase() ?? null];
      const userId = await lockQueueOfItem(tx, id);
      await settleQueue(tx, ctx.now, userId);
      const waiting = await readWaiting(tx, ctx.now, userId);
      const order = waiting.map(({ item }) => item.id);
      if (!order.includes(id))
        throw new DomainError("wrong_state", "Only an item that waits can be moved", { state: await presentItem(tx, ctx.now, id) });
      if (before !== null && !order.includes(before)) {
        const other = await readQueueItem(tx, ctx.now, before);
        throw other?.userId === userId ? changedQueue(userId, waiting) : notOfUser();
      }
      if (seen && seen.join().toLowerCase() !== order.join()) throw changedQueue(userId, waiting);
      const moved = moveBefore(order, id, before);
      if (moved.join() !== order.join()) {
        await shareOut(tx, waiting, moved);
        await audit(tx, ctx, {
          action: "package-queue.reorder",
          subjectKind: "package-queue",
          subjectId: id,
          before: { place: order.indexOf(id) + 1 },
          after: { place: moved.indexOf(id) + 1 },
        });
        publish(tx, ctx.now, "package:queue-changed", roomsOfQueue(userId), { userId, queueItemId: id });
      }
      return { userId, queue: (await readWaiting(tx, ctx.now, userId)).map(({ item }) => item) };
    }),
);

/** Gives the positions of `waiting`, in their order, to the items in the order of `moved`. */
async function shareOut(tx: SqlTransaction, waiting: readonly QueueItemRow[], moved: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update package_queue q set position = p.position
    from unnest(${[...moved]}::uuid[], ${waiting.map(({ position }) => String(position))}::bigint[]) as p(id, position)
    where q.id = p.id and q.position <> p.position and q.status = 'in_queue'`);
}

function changedQueue(userId: string, waiting: readonly QueueItemRow[]): DomainError {
  return new DomainError("conflict", "The queue has changed since it was looked at; nothing was moved", {
    state: { userId, queue: waiting.map(({ item }) => item) },
  });
}

function notOfUser(): DomainError {
  const detail = "must be a waiting item of the same user";
  return new DomainError("unprocessable", `before: ${detail}`, { errors: [{ path: "before", code: "not_in_queue", detail }] });
}
