import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { enqueueNotices, type NoticeFor } from "#lib/notifications/enqueue-notices";
import { acknowledgeUrlOf } from "../acknowledge-token.ts";
import { composeNotice } from "../compose-notice.ts";
import { decideEscalation } from "../decide-escalation.ts";
import { decideNotice, type NoticeDecision, silenceEndToTell } from "../decide-notice.ts";
import { flatRoutes, type Route } from "../decide-route.ts";
import { quietAt } from "../quiet-hours.ts";
import { routeDefaults } from "../schema.ts";
import { lockNotices } from "./lock-notices.ts";
import { type Member, readMembers } from "./read-members.ts";
import { readRouteTree } from "./read-routes.ts";
import { type Escalated, type Told, writeTold } from "./write-told.ts";

/** Groups that are decided in one transaction. */
const groupsAtOnce = 20;

const GroupRow = z.object({
  id: z.string(),
  route_id: z.string().nullable(),
  channel_id: z.string(),
  channel_name: z.string(),
  step: z.number().int(),
  key: z.string(),
  labels: z.record(z.string(), z.string()),
  opened_at: column.instant,
  told_at: column.instant.nullable(),
  repeated_at: column.instant.nullable(),
});
type Group = z.output<typeof GroupRow>;

/**
 * Decides for the groups whose time has come, and writes everything that follows in one transaction: deliveries, what was
 * told, timelines, further channels. Killed before its COMMIT nothing has happened; after it, everything. Answers how many
 * groups were looked at and how many notices were written.
 */
export function tellGroups(ctx: Context): Promise<{ groups: number; notices: number }> {
  return transaction(ctx.db, async (tx) => {
    await lockNotices(tx);
    const groups = await tx.rows(
      sql`select g.id, g.route_id, g.channel_id, c.name as channel_name, g.step, g.key, g.labels, g.opened_at, g.told_at, g.repeated_at
      from notice_group g join notification_channel c on c.id = g.channel_id
      where g.due_at <= ${ctx.now}::timestamptz and c.is_enabled order by g.due_at, g.id limit ${groupsAtOnce} for update of g`,
      GroupRow,
    );
    if (groups.length === 0) return { groups: 0, notices: 0 };
    const members = await readMembers(
      tx,
      groups.map(({ id }) => id),
    );
    const root = await readRouteTree(tx);
    const routes = new Map(root ? flatRoutes(root).map((route) => [route.id, route]) : []);
    const told: Told[] = [];
    const notices: NoticeFor[] = [];
    const escalated: Escalated[] = [];
    for (const group of groups) {
      const route = group.route_id === null ? undefined : routes.get(group.route_id);
      const own = members.get(group.id) ?? [];
      const decision = decideNotice(
        { openedAt: group.opened_at, toldAt: group.told_at, repeatedAt: group.repeated_at },
        own,
        { ...(route ?? routeDefaults), ...(group.step > 0 && { groupWaitS: 0 }), quiet: quietAt(route?.quietHours ?? null, ctx.now) },
        ctx.now,
      );
      const escalation = escalate(group, route, own, decision, ctx.now);
      escalated.push(...escalation.due);
      const notice = decision.isSent ? noticeOf(group, own, decision, ctx.now) : undefined;
      if (notice) notices.push(notice);
      told.push({
        group: { id: group.id, channelId: group.channel_id, channelName: group.channel_name },
        decision,
        nextAt: escalation.nextAt,
        notice: notice?.notice,
      });
    }
    await writeTold(tx, ctx.now, told, escalated);
    await enqueueNotices(tx, ctx.now, notices);
    return { groups: groups.length, notices: notices.length };
  });
}

/** Further channels whose time has come, and when the group is to be looked at again, for them or for itself. */
function escalate(
  group: Group,
  route: Route | undefined,
  members: readonly Member[],
  decision: NoticeDecision<Member>,
  now: Date,
): { due: Escalated[]; nextAt: Date | null } {
  if (group.step > 0 || !route || route.escalation.length === 0) return { due: [], nextAt: decision.nextAt };
  const { fired = [], reopened = [], unsilenced = [] } = decision.isSent ? decision.tells : {};
  const tellsNow = new Set([...fired, ...reopened, ...unsilenced].map(({ alertId }) => alertId));
  const times = decision.nextAt ? [decision.nextAt.getTime()] : [];
  const due: Escalated[] = [];
  for (const member of members) {
    // While people are still to be told that a silence is over, nobody has failed to acknowledge.
    const toldAt = tellsNow.has(member.alertId) ? now : silenceEndToTell(member) ? null : member.toldAt;
    const { due: steps, nextAt } = decideEscalation({ ...member, toldAt }, route.escalation, now);
    if (nextAt) times.push(nextAt.getTime());
    for (const step of steps)
      for (const channelId of route.escalation[step - 1]?.channelIds ?? [])
        due.push({ alertId: member.alertId, channelId, routeId: route.id, step, key: group.key, labels: group.labels });
  }
  let first: number | undefined;
  for (const at of times) first = first === undefined || at < first ? at : first;
  return { due, nextAt: first === undefined ? null : new Date(first) };
}

function noticeOf(group: Group, members: readonly Member[], decision: NoticeDecision<Member> & { isSent: true }, now: Date): NoticeFor {
  const { tells } = decision;
  const id = crypto.randomUUID();
  const stillFiring =
    members.filter(
      ({ status, isRouted, isMuted, toldReopenCount }) => status === "firing" && isRouted && !isMuted && toldReopenCount !== null,
    ).length -
    tells.stillFiring.length -
    [...tells.reopened, ...tells.unsilenced, ...tells.raised].filter(
      ({ isRouted, toldReopenCount }) => isRouted && toldReopenCount !== null,
    ).length;
  const { PUBLIC_URL: siteUrl } = env();
  const acknowledgeUrl = siteUrl === "" ? undefined : acknowledgeUrlOf(siteUrl, id, now);
  const notice = composeNotice({ id, tells, labels: group.labels, step: group.step, stillFiring, siteUrl, acknowledgeUrl });
  return { channelId: group.channel_id, topic: "alert.notice", notice };
}
