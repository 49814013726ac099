import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { readAcknowledgeLink } from "./internal/read-acknowledge-link.ts";
import { AcknowledgedByLink, AcknowledgeLinkInput } from "./schema.ts";

const Count = z.object({ count: z.number().int() });

/**
 * Takes every alert of a notice in hand that still fires and nobody has taken, by the link of its message: once, and without
 * an account. On timelines it is "link (<channel>)" who did it.
 * @throws DomainError not_found, wrong_state when it was used
 */
export const acknowledgeByLink = operation(
  {
    name: "acknowledgeByLink",
    summary: "Acknowledge alerts by the link of a message",
    policy: "public",
    input: AcknowledgeLinkInput,
    output: AcknowledgedByLink,
  },
  (ctx, { token }) =>
    transaction(ctx.db, async (tx) => {
      await lockAlerts(tx);
      const notice = await readAcknowledgeLink(tx, token, ctx.now, { isToUse: true });
      await tx.execute(sql`update notice set acknowledged_at = ${ctx.now}::timestamptz where id = ${notice.id}::uuid`);
      const by = `link (${notice.channel})`;
      const [done] = await tx.rows(
        sql`with taken as (
          update alert set acknowledged_at = ${ctx.now}::timestamptz, acknowledged_by = ${by}, acknowledged_until = null, acknowledge_note = null
          where id = any(${notice.alert_ids}::uuid[]) and status = 'firing'
            and (acknowledged_at is null or acknowledged_until <= ${ctx.now}::timestamptz) returning id),
        noted as (
          insert into alert_event (alert_id, at, kind, actor, detail)
          select id, ${ctx.now}::timestamptz, 'acknowledged', ${by}, ${`by ${by}`} from taken returning 1)
        select count(*)::integer as count from noted`,
        Count,
      );
      const acknowledged = done?.count ?? 0;
      const after = { channel: notice.channel, acknowledged };
      await audit(tx, ctx, { action: "alert.acknowledge-by-link", subjectKind: "notice", subjectId: notice.id, after });
      if (acknowledged > 0) publish(tx, ctx.now, "alert:many-changed", ["permission:monitoring:read"], { count: acknowledged });
      return { acknowledged };
    }),
);
