import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { readAlerts } from "./internal/alert-view.ts";
import { readAcknowledgeLink } from "./internal/read-acknowledge-link.ts";
import { AcknowledgeLink, AcknowledgeLinkInput } from "./schema.ts";

/** So many are named; of a storm the worst. */
const shownAtMost = 50;

/**
 * What a link from a message would acknowledge. Has no effect, so that whatever looks at links in mails does nothing.
 * @throws DomainError not_found, wrong_state when it was used
 */
export const showAcknowledgeLink = operation(
  {
    name: "showAcknowledgeLink",
    summary: "Show what a link from a message would acknowledge",
    policy: "public",
    input: AcknowledgeLinkInput,
    output: AcknowledgeLink,
  },
  async (ctx, { token }) => {
    const { channel, at, alert_ids: ids } = await readAcknowledgeLink(ctx.db, token, ctx.now);
    const open = await readAlerts(
      ctx.db,
      sql`and a.id = any(${ids}::uuid[]) and a.status = 'firing' and (a.acknowledged_at is null or a.acknowledged_until <= ${ctx.now}::timestamptz)
      order by case a.severity when 'critical' then 0 when 'warning' then 1 else 2 end, a.fired_at, a.id limit ${shownAtMost + 1}`,
    );
    return {
      channel,
      sentAt: at.toISOString(),
      hasMore: open.length > shownAtMost,
      alerts: open.slice(0, shownAtMost).map(({ id, severity, title, firedAt }) => ({ id, severity, title, firedAt })),
    };
  },
);
