import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { Notice } from "#lib/notifications/notice";
import { publish } from "#lib/realtime/publish";
import type { NoticeDecision, NoticeMember, Tells } from "../decide-notice.ts";
import type { Severity } from "../schema.ts";

/** A decision about one group, with the notice that comes of it. */
export interface Told {
  group: { id: string; channelId: string; channelName: string };
  decision: NoticeDecision;
  nextAt: Date | null;
  notice: Notice | undefined;
}

/** An alert that a further channel is to be told of. */
export interface Escalated {
  alertId: string;
  channelId: string;
  routeId: string;
  step: number;
  key: string;
  labels: Readonly<Record<string, string>>;
}

const Count = z.object({ count: z.number().int() });

/** What stands on the timeline of a member, by what its channel is told. */
const words: Record<keyof Tells, string> = {
  fired: "told that it fires",
  reopened: "told that it fires again",
  unsilenced: "told that it fires on after its silence",
  raised: "told that it is worse",
  stillFiring: "reminded",
  passed: "told that it fired and was resolved",
  resolved: "told that it is resolved",
};

/** Writes what decisions change, a fixed number of statements however many alerts: memory, notices, timelines, groups. */
export async function writeTold(tx: SqlTransaction, now: Date, told: readonly Told[], escalated: readonly Escalated[]): Promise<void> {
  const tellings = told.flatMap(({ group, decision }) => (decision.isSent ? tellingsOf(group, decision.tells) : []));
  const dropped = told.flatMap(({ group, decision }) =>
    decision.dropped.map((member) => ({ alert_id: member.alertId, channel_id: group.channelId })),
  );
  await remember(tx, now, tellings, dropped);
  await writeNotices(tx, now, told);
  await writeTimelines(tx, now, tellings);
  await moveGroups(tx, now, told);
  const further = escalated.length === 0 ? 0 : await escalate(tx, now, escalated);
  const changed = new Set(tellings.map(({ alert_id: id }) => id)).size + further;
  if (changed > 0) publish(tx, now, "alert:many-changed", ["permission:monitoring:read"], { count: changed });
}

interface Telling {
  alert_id: string;
  channel_id: string;
  channel_name: string;
  what: keyof Tells;
  reopen_count: number;
  severity: Severity;
  silence_id: string | null;
}

function tellingsOf({ channelId, channelName }: Told["group"], tells: Tells): Telling[] {
  return (Object.keys(words) as (keyof Tells)[]).flatMap((what) =>
    tells[what].map(({ alertId, reopenCount, severity, silenceOverId }: NoticeMember) => ({
      alert_id: alertId,
      channel_id: channelId,
      channel_name: channelName,
      what,
      reopen_count: reopenCount,
      severity,
      silence_id: silenceOverId,
    })),
  );
}

/**
 * Who was told that it fires is remembered; of what is over nothing is left to tell. Escalation goes on counting from when people
 * first knew, also of what is worse now.
 */
async function remember(tx: SqlTransaction, now: Date, tellings: readonly Telling[], dropped: readonly object[]): Promise<void> {
  const firing = tellings.filter(({ what }) => what === "fired" || what === "reopened" || what === "unsilenced" || what === "raised");
  const over = [...dropped, ...tellings.filter(({ what }) => what === "passed" || what === "resolved")];
  if (firing.length > 0)
    await tx.execute(sql`
      update alert_told t set told_at = case when f.what = 'raised' then t.told_at else ${now}::timestamptz end,
        told_reopen_count = f.reopen_count, told_severity = f.severity, told_silence_id = f.silence_id, is_raise_owed = false
      from jsonb_to_recordset(${JSON.stringify(firing)}::jsonb)
        as f(alert_id uuid, channel_id uuid, what text, reopen_count integer, severity text, silence_id uuid)
      where t.alert_id = f.alert_id and t.channel_id = f.channel_id`);
  if (over.length > 0)
    await tx.execute(sql`
      delete from alert_told t using jsonb_to_recordset(${JSON.stringify(over)}::jsonb) as o(alert_id uuid, channel_id uuid)
      where t.alert_id = o.alert_id and t.channel_id = o.channel_id`);
}

async function writeNotices(tx: SqlTransaction, now: Date, told: readonly Told[]): Promise<void> {
  const rows = told.flatMap(({ group, decision, notice }) =>
    decision.isSent && notice
      ? [
          {
            id: notice.id,
            channel_id: group.channelId,
            reason: decision.reason,
            headline: notice.headline,
            alert_ids: Object.values(decision.tells).flatMap((members: NoticeMember[]) => members.map(({ alertId }) => alertId)),
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into notice (id, channel_id, at, reason, headline, alert_ids)
    select id, channel_id, ${now}::timestamptz, reason, headline, alert_ids
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, channel_id uuid, reason text, headline text, alert_ids uuid[])`);
}

async function writeTimelines(tx: SqlTransaction, now: Date, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return;
  const rows = tellings.map(({ alert_id, channel_name, what }) => ({ alert_id, detail: `${channel_name}: ${words[what]}` }));
  // Heard already: the notifier's own words must not wake it.
  await tx.execute(sql`
    insert into alert_event (alert_id, at, kind, detail, is_heard)
    select alert_id, ${now}::timestamptz, 'notified', detail, true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(alert_id uuid, detail text)`);
}

/** A group of which nothing is left to tell is gone: the next alert of its kind opens a new one, and waits for others again. */
async function moveGroups(tx: SqlTransaction, now: Date, told: readonly Told[]): Promise<void> {
  const rows = told.map(({ group, decision, nextAt }) => ({
    id: group.id,
    is_sent: decision.isSent,
    is_repeat: decision.isSent && decision.isRepeat,
    due_at: nextAt,
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, is_sent boolean, is_repeat boolean, due_at timestamptz)`;
  await tx.execute(sql`
    update notice_group n set due_at = g.due_at, told_at = case when g.is_sent then ${now}::timestamptz else n.told_at end,
      repeated_at = case when g.is_repeat then ${now}::timestamptz else n.repeated_at end
    from ${given} where n.id = g.id`);
  await tx.execute(sql`
    delete from notice_group n using ${given} where n.id = g.id and not exists (select from alert_told t where t.group_id = n.id)`);
}

/** Further channels get the alerts into groups of their own, which are due at once. Who is told already is not told twice. */
async function escalate(tx: SqlTransaction, now: Date, escalated: readonly Escalated[]): Promise<number> {
  const rows = escalated.map(({ alertId, channelId, routeId, ...rest }) => ({
    alert_id: alertId,
    channel_id: channelId,
    route_id: routeId,
    ...rest,
  }));
  const [added] = await tx.rows(
    sql`with given as materialized (
      select distinct on (g.alert_id, g.channel_id) g.*, c.name as channel_name
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g(alert_id uuid, channel_id uuid, route_id uuid, step integer, key text, labels jsonb)
      join notification_channel c on c.id = g.channel_id
      where not exists (select from alert_told t where t.alert_id = g.alert_id and t.channel_id = g.channel_id)
      order by g.alert_id, g.channel_id, g.step),
    made as (
      insert into notice_group (route_id, channel_id, step, key, labels, opened_at, due_at)
      select distinct on (route_id, channel_id, step, key) route_id, channel_id, step, key, labels, ${now}::timestamptz, ${now}::timestamptz from given
      on conflict (route_id, channel_id, step, key) do update set due_at = ${now}::timestamptz returning id, route_id, channel_id, step, key),
    told as (
      insert into alert_told (alert_id, channel_id, group_id, told_silence_id)
      select g.alert_id, g.channel_id, m.id, a.silence_over_id from given g join alert a on a.id = g.alert_id
      join made m on m.route_id = g.route_id and m.channel_id = g.channel_id and m.step = g.step and m.key = g.key
      on conflict do nothing returning alert_id, channel_id),
    noted as (
      insert into alert_event (alert_id, at, kind, detail, is_heard)
      select t.alert_id, ${now}::timestamptz, 'escalated', 'to ' || g.channel_name || ': nobody has acknowledged', true
      from told t join given g on g.alert_id = t.alert_id and g.channel_id = t.channel_id returning 1)
    select count(*)::integer as count from noted`,
    Count,
  );
  return added?.count ?? 0;
}
