import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { roomsOfQueue } from "./announce-queue.ts";

const Id = z.object({ id: z.string() });

/**
 * Brings a user's queue to what it must be at `now`, under `lockQueue`: an active item whose time is over is consumed
 * by time (at its expiry, not now), and with nothing active the item bought first of those waiting starts.
 * The partial unique index allows one active item whatever happens here.
 */
export async function settleQueue(tx: SqlTransaction, now: Date, userId: string): Promise<void> {
  const over = await tx.rows(
    sql`update package_queue set status = 'consumed', consumed_by = 'time', ended_at = expires_at
    where user_id = ${userId}::uuid and status = 'active' and expires_at <= ${now}::timestamptz returning id`,
    Id,
  );
  for (const { id } of over) publish(tx, now, "package:queue-changed", roomsOfQueue(userId), { userId, queueItemId: id });
  const started = await tx.rows(
    sql`update package_queue q set status = 'active', activated_at = ${now}::timestamptz,
      expires_at = ${now}::timestamptz + make_interval(secs => p.expire_duration_s::double precision)
    from package p
    where p.id = q.package_id
      and q.id = (select id from package_queue where user_id = ${userId}::uuid and status = 'in_queue' order by position limit 1)
      and not exists (select 1 from package_queue where user_id = ${userId}::uuid and status = 'active')
    returning q.id`,
    Id,
  );
  for (const { id } of started) publish(tx, now, "package:activated", roomsOfQueue(userId), { userId, queueItemId: id });
}
