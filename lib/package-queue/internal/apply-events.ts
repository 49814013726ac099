import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { type ItemUsage, sumByItem } from "#lib/package-queue/sum-by-item";
import { takeDue } from "#lib/package-queue/take-due";
import { publish } from "#lib/realtime/publish";
import { lockFreeQueues } from "./lock-queue.ts";
import { readRunningItems } from "./running-items.ts";
import { type Settled, settleQueues } from "./settle-queue.ts";
import { warnItems } from "./warn-items.ts";

const Row = z.object({ id: z.string(), user_id: z.string(), payload: z.unknown(), next_attempt_at: column.instant });

export interface Applied extends Settled {
  events: number;
  warnings: number;
}

/**
 * Applies the due events of these users, or only `onlyId` if it is the first in its user's order, in one transaction.
 * @throws when an event names no item of its user or is not readable; then nothing is applied
 */
export function applyEvents(ctx: Context, userIds: readonly string[], onlyId?: string): Promise<Applied> {
  return transaction(ctx.db, async (tx) => {
    const held = await lockFreeQueues(tx, userIds);
    const queued = await tx.rows(
      sql`select id, user_id, payload, next_attempt_at from billing_event
      where state = 'queued' and user_id = any(${held}::uuid[]) order by seq for update`,
      Row,
    );
    const due = takeDue(
      queued.map((row) => ({ id: row.id, userId: row.user_id, payload: row.payload, nextAttemptAt: row.next_attempt_at })),
      ctx.now,
    );
    const taken = onlyId === undefined ? due : due.slice(0, 1).filter(({ id }) => id === onlyId);
    if (taken.length === 0) return { events: 0, byTraffic: 0, byTime: 0, activated: 0, warnings: 0 };
    const used = sumByItem(taken);
    await addUsage(tx, used);
    await tx.execute(sql`
      update billing_event set state = 'done', consumed_at = ${ctx.now}::timestamptz, last_error = null
      where id = any(${taken.map(({ id }) => id)}::uuid[]) and state = 'queued'`);
    publish(tx, ctx.now, "billing-event:changed", ["permission:packages:read"], { count: taken.length });
    const settled = await settleQueues(tx, ctx.now, [...new Set(taken.map(({ userId }) => userId))]);
    const running = await readRunningItems(tx, sql`q.id = any(${used.map(({ itemId }) => itemId)}::uuid[])`);
    return { events: taken.length, ...settled, warnings: await warnItems(tx, ctx.now, running) };
  });
}

/** Adds to the items. @throws when one of them is not this user's */
async function addUsage(tx: SqlTransaction, used: readonly ItemUsage[]): Promise<void> {
  const changed = await tx.execute(sql`
    update package_queue q set upload = q.upload + u.upload, download = q.download + u.download
    from unnest(${used.map(({ itemId }) => itemId)}::uuid[], ${used.map(({ userId }) => userId)}::uuid[],
      ${used.map(({ upload }) => String(upload))}::numeric[], ${used.map(({ download }) => String(download))}::numeric[])
      as u(id, user_id, upload, download)
    where q.id = u.id and q.user_id = u.user_id`);
  if (changed !== used.length) throw new Error(`${used.length - changed} of ${used.length} queue items do not exist`);
}
