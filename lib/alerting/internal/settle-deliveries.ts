import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockNotices } from "./lock-notices.ts";

const settledAtOnce = 1_000;
const Count = z.object({ settled: z.number().int(), failed: z.number().int() });

/** Notes on timelines what never reached its channel, once. Answers how many deliveries have come to their end; 0: no more. */
export function settleDeliveries(ctx: Context): Promise<{ settled: number; failed: number }> {
  return transaction(ctx.db, async (tx) => {
    await lockNotices(tx);
    const [counts] = await tx.rows(
      sql`with ended as (
        update channel_delivery cd set is_settled = true from delivery d
        where d.id = cd.delivery_id and cd.delivery_id in (
          select o.delivery_id from channel_delivery o join delivery w on w.id = o.delivery_id
          where not o.is_settled and w.state <> 'waiting' limit ${settledAtOnce})
        returning cd.notice_id, cd.channel_id, d.state, d.last_error, d.recipient),
      failed as (
        insert into alert_event (alert_id, at, kind, detail, is_heard)
        select a.id, ${ctx.now}::timestamptz, 'notification_failed',
          c.name || coalesce(' (' || e.recipient || ')', '') || ': given up: ' || coalesce(e.last_error, 'unknown'), true
        from ended e join notice n on n.id = e.notice_id join notification_channel c on c.id = e.channel_id
        join alert a on a.id = any(n.alert_ids)
        where e.state = 'dead' returning 1)
      select (select count(*)::integer from ended) as settled, (select count(*)::integer from failed) as failed`,
      Count,
    );
    const { settled, failed } = counts ?? { settled: 0, failed: 0 };
    if (failed > 0) publish(tx, ctx.now, "alert:many-changed", ["permission:monitoring:read"], { count: failed });
    return { settled, failed };
  });
}
