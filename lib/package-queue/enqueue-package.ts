import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { EnqueuePackageInput, QueueItem } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { roomsOfQueue } from "./internal/announce-queue.ts";
import { choosePackage, type PackageChoice } from "./internal/choose-package.ts";
import { lockQueue } from "./internal/lock-queue.ts";
import { presentItem } from "./internal/queue-item-row.ts";
import { settleQueue } from "./internal/settle-queue.ts";

const Id = z.object({ id: z.string() });
const Ordered = z.object({ id: z.string(), user_id: z.string(), package_id: z.string(), series: z.string() });
type Order = z.output<typeof EnqueuePackageInput>;

const justQueued = new WeakSet<QueueItem>();

/** 201 for a new item, 200 for an order that was known. The item itself is the same in both answers. */
export function statusOfEnqueue(item: QueueItem): number {
  return justQueued.has(item) ? 201 : 200;
}

/**
 * Adds a package to a user's queue; it starts at once when the user has no active one. The same `byOrder` again answers
 * the item it made the first time, whoever is faster, and never queues a second one.
 * @throws DomainError not_found (user, package, series), conflict (the order bought something else or for somebody else)
 */
export const enqueuePackage = operation(
  {
    name: "enqueuePackage",
    summary: "Queue a package for a user",
    policy: "packages:write",
    input: EnqueuePackageInput,
    output: QueueItem,
  },
  async (ctx, input) =>
    transaction(ctx.db, async (tx) => {
      const user = await lockQueue(tx, input.userId);
      const known = await findOrder(tx, input);
      if (known) return known.id === undefined ? orderConflict(input) : presentItem(tx, ctx.now, known.id);
      const bought = await choosePackage(tx, input);
      const [made] = await tx.rows(
        sql`insert into package_queue (user_id, uid, package_id, by_order, status, created_at)
        values (${user.id}::uuid, ${user.uid}, ${bought.id}::uuid, ${input.byOrder ?? null}, 'in_queue', ${ctx.now}::timestamptz)
        on conflict (by_order) do nothing returning id`,
        Id,
      );
      // Another user's queue took the order between our look and our insert.
      if (!made) return orderConflict(input);
      await settleQueue(tx, ctx.now, user.id);
      publish(tx, ctx.now, "package:queue-changed", roomsOfQueue(user.id), { userId: user.id, queueItemId: made.id });
      const item = await presentItem(tx, ctx.now, made.id);
      await audit(tx, ctx, { action: "package-queue.enqueue", subjectKind: "package-queue", subjectId: item.id, after: item });
      justQueued.add(item);
      return item;
    }),
);

/** The item an order made: its id, or undefined when the order was for another user or another package. */
async function findOrder(tx: Transaction, { byOrder, userId, packageId, series }: Order): Promise<{ id: string | undefined } | undefined> {
  if (byOrder === undefined) return undefined;
  const [item] = await tx.rows(
    sql`select q.id, q.user_id, q.package_id, p.series from package_queue q join package p on p.id = q.package_id where q.by_order = ${byOrder}`,
    Ordered,
  );
  if (!item) return undefined;
  const isSame = item.user_id === userId.toLowerCase() && isChosen(item, { packageId, series });
  return { id: isSame ? item.id : undefined };
}

function isChosen(item: { package_id: string; series: string }, { packageId, series }: PackageChoice): boolean {
  return packageId === undefined ? item.series === series?.toLowerCase() : item.package_id === packageId.toLowerCase();
}

function orderConflict({ byOrder }: Order): never {
  const detail = `The order ${byOrder} was used for another user or another package`;
  throw new DomainError("conflict", detail, { state: { byOrder }, errors: [{ path: "byOrder", code: "conflict", detail }] });
}
