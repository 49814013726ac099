import { z } from "zod";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { endOfItem, type ItemEnd } from "#lib/package-queue/end-of-item";
import { publish } from "#lib/realtime/publish";
import { roomsOfQueue } from "./announce-queue.ts";
import { emitExpired, tellActivated, tellConsumed } from "./emit-events.ts";
import { type ActiveItem, appliedBytes, readRunningItems } from "./running-items.ts";

const Started = z.object({ id: z.string(), user_id: z.string() });

/** How many items ended and began. */
export interface Settled {
  byTraffic: number;
  byTime: number;
  activated: number;
}

/** Settles one user's queue, see `settleQueues`. */
export function settleQueue(tx: SqlTransaction, now: Date, userId: string, used = appliedBytes): Promise<Settled> {
  return settleQueues(tx, now, [userId], used);
}

/**
 * Brings queues to what they must be at `now`, under their locks: an active item that is used up or whose time is over is
 * consumed, and with nothing active the first of those waiting starts at that instant. One whose quota was taken away
 * ends where it began, and the next follows. Everything that ends or begins an item comes through here. The partial
 * unique index allows one active item whatever happens here.
 */
export async function settleQueues(tx: SqlTransaction, now: Date, userIds: readonly string[], used = appliedBytes): Promise<Settled> {
  const total: Settled = { byTraffic: 0, byTime: 0, activated: 0 };
  let running = userIds;
  for (let isFirst = true; running.length > 0; isFirst = false) {
    const ended = await endItems(tx, now, running, used);
    if (ended.length === 0 && !isFirst) break;
    for (const { end } of ended) total[end.by === "time" ? "byTime" : "byTraffic"]++;
    running = await activateNext(tx, now, running);
    total.activated += running.length;
  }
  return total;
}

type EndedItem = ActiveItem & { end: ItemEnd };

/** Ends what has ended of the active items, and says so. */
async function endItems(tx: SqlTransaction, now: Date, userIds: readonly string[], used: Sql): Promise<EndedItem[]> {
  const active = await readRunningItems(tx, sql`q.user_id = any(${userIds}::uuid[])`, used);
  const ended = active.flatMap((item) => {
    const end = endOfItem(item, now);
    return end ? [{ ...item, end }] : [];
  });
  if (ended.length === 0) return ended;
  await tx.execute(sql`
    update package_queue q set status = 'consumed', consumed_by = e.by, ended_at = e.at
    from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(({ end }) => end.by)}::text[],
      ${ended.map(({ end }) => end.at.toISOString())}::timestamptz[]) as e(id, by, at)
    where q.id = e.id and q.status = 'active'`);
  emitExpired(
    tx,
    now,
    ended.flatMap(({ id, userId, packageId, end }) =>
      end.by === "time" ? [{ userId, queueItemId: id, packageId, expiredAt: end.at }] : [],
    ),
  );
  await tellConsumed(tx, now, ended);
  for (const { id, userId } of ended) publish(tx, now, "package:queue-changed", roomsOfQueue(userId), { userId, queueItemId: id });
  return ended;
}

/** Starts the next item of every queue without an active one, never before the end of the one it follows; returns whose. */
async function activateNext(tx: SqlTransaction, now: Date, userIds: readonly string[]): Promise<string[]> {
  const started = await tx.rows(
    sql`with next as (
      select distinct on (w.user_id) w.id, p.expire_duration_s,
        greatest(${now}::timestamptz, (select max(e.ended_at) from package_queue e where e.user_id = w.user_id and e.status = 'consumed')) as start_at
      from package_queue w join package p on p.id = w.package_id
      where w.user_id = any(${userIds}::uuid[]) and w.status = 'in_queue'
        and not exists (select 1 from package_queue a where a.user_id = w.user_id and a.status = 'active')
      order by w.user_id, w.position)
    update package_queue q set status = 'active', activated_at = next.start_at,
      expires_at = next.start_at + make_interval(secs => next.expire_duration_s::double precision)
    from next where q.id = next.id and q.status = 'in_queue'
    returning q.id, q.user_id`,
    Started,
  );
  await tellActivated(
    tx,
    now,
    started.map((item) => ({ userId: item.user_id, queueItemId: item.id })),
  );
  for (const { id, user_id: userId } of started) publish(tx, now, "package:activated", roomsOfQueue(userId), { userId, queueItemId: id });
  return started.map((item) => item.user_id);
}
