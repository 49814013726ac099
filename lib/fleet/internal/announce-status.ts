import { z } from "zod";
import { joinSql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { Room } from "#lib/realtime/events";
import { publish } from "#lib/realtime/publish";
import type { ChangedStatus } from "./changed-status.ts";

/** One event never names more listeners than this; a large audience gets several events. */
const roomsPerEvent = 2_000;

const Audience = z.object({ id: z.number().int(), user_ids: z.array(z.uuid()) });

/**
 * Tells operators, and every user whose active package allows a node of the server. Users learn neither the server's
 * internal name nor anything of servers they cannot use. One query for all changes together.
 */
export async function announceStatus(tx: SqlTransaction, now: Date, changes: readonly ChangedStatus[]): Promise<void> {
  if (changes.length === 0) return;
  const audiences = await tx.rows(
    sql`
    select c.node_server_id as id, array_agg(distinct q.user_id) as user_ids
    from node_client c
    join package p on p.available_group = any (c.available_groups)
    join package_queue q on q.package_id = p.id and q.status = 'active' and (q.expires_at is null or q.expires_at > ${now}::timestamptz)
    join app_user u on u.id = q.user_id and u.disabled_at is null and u.role = 'user'
    where c.is_enabled and c.node_server_id in (${joinSql(changes.map((change) => change.id))})
    group by c.node_server_id`,
    Audience,
  );
  const usersOf = new Map(audiences.map((audience) => [audience.id, audience.user_ids]));
  for (const { id, name, previous, status, reason } of changes) {
    const news = { nodeServerId: id, status, previous, reason, at: now.toISOString() };
    publish(tx, now, "node-server:status-changed", ["permission:fleet:read"], { ...news, name });
    const rooms = (usersOf.get(id) ?? []).map((userId): Room => `user:${userId}`);
    for (let start = 0; start < rooms.length; start += roomsPerEvent)
      publish(tx, now, "node-server:status-changed", rooms.slice(start, start + roomsPerEvent), news);
  }
}
