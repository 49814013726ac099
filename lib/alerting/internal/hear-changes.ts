import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { labelsOf } from "../alert-labels.ts";
import { decideRoutes, groupLabels, type Route } from "../decide-route.ts";
import { AlertSource, Severity } from "../schema.ts";
import { severities } from "../severity-rank.ts";
import { lockNotices } from "./lock-notices.ts";
import { readRouteTree } from "./read-routes.ts";

/** Rows of timelines that are heard in one transaction. */
const heardAtOnce = 5_000;

const Heard = z.object({ alert_id: z.string(), at: column.instant, kind: z.string() });
const Firing = z.object({
  id: z.string(),
  severity: Severity,
  source: AlertSource,
  title: z.string(),
  rule_name: z.string().nullable(),
  kind: z.string().nullable(),
  resource_type: z.string(),
  resource_id: z.string(),
  labels: z.record(z.string(), z.string()),
});

/** An alert that a channel is to be told of, by a route. */
interface Aim {
  alert_id: string;
  channel_id: string;
  route_id: string;
  key: string;
  labels: Record<string, string>;
}

/**
 * Hears what timelines say since the last time: whoever fires is put into the groups that its routes name, and groups in
 * which something happened are looked at when their time comes. Answers how many rows were heard; 0: nothing more.
 */
export function hearChanges(ctx: Context): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    await lockNotices(tx);
    const heard = await tx.rows(
      sql`update alert_event set is_heard = true where id in (select id from alert_event where not is_heard order by id limit ${heardAtOnce})
      returning alert_id, at, kind`,
      Heard,
    );
    if (heard.length === 0) return 0;
    const since = new Map<string, Date>();
    for (const { alert_id: id, at } of heard) since.set(id, earlier(since.get(id), at));
    const ids = [...since.keys()];
    const root = await readRouteTree(tx);
    const began = heard.filter(({ kind }) => kind === "fired" || kind === "reopened").map(({ alert_id: id }) => id);
    const changed = heard.filter(({ kind }) => kind === "severity_changed").map(({ alert_id: id }) => id);
    if (changed.length > 0) await owe(tx, changed);
    if (root) await aim(tx, root, since, began);
    await forgetUnheard(tx, ids);
    await wake(tx, ctx.now, root, ids);
    return heard.length;
  });
}

/** Who knows of an alert that is worse now hears that too, before its routes lead elsewhere. */
async function owe(tx: SqlTransaction, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update alert_told t set is_raise_owed = true from alert a
    where a.id = t.alert_id and t.alert_id = any(${ids}::uuid[]) and t.is_routed
      and array_position(${severities}::text[], a.severity) > array_position(${severities}::text[], t.told_severity)`);
}

/**
 * Brings who is to be told of these alerts up to date: a channel once, by the first route that names it. One that began and
 * was over before anybody heard of it is told too. Ends of silences that were before a channel came are none of its business.
 */
async function aim(tx: SqlTransaction, root: Route, since: ReadonlyMap<string, Date>, began: readonly string[]): Promise<void> {
  const ids = [...since.keys()];
  const firing = await tx.rows(
    sql`select a.id, a.severity, a.source, a.title, r.name as rule_name, r.kind, a.resource_type, a.resource_id, a.labels
    from alert a left join rule r on r.id = a.rule_id where a.id = any(${ids}::uuid[]) and (a.status = 'firing' or (a.status = 'resolved' and a.id = any(${began}::uuid[])))`,
    Firing,
  );
  const aims = firing.flatMap((alert) => aimsOf(root, alert).map((one) => ({ ...one, since: since.get(alert.id) })));
  await tx.execute(sql`
    with aim as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(aims)}::jsonb)
        as a(alert_id uuid, channel_id uuid, route_id uuid, key text, labels jsonb, since timestamptz)
      where channel_id in (select id from notification_channel)),
    lost as (
      update alert_told t set is_routed = false from notice_group g
      where g.id = t.group_id and t.alert_id = any(${firing.map(({ id }) => id)}::uuid[]) and t.is_routed and (g.step = 0 or g.route_id is null)
        and not exists (select from aim a where a.alert_id = t.alert_id and a.channel_id = t.channel_id)),
    made as (
      insert into notice_group (route_id, channel_id, key, labels, opened_at)
      select distinct on (route_id, channel_id, key) route_id, channel_id, key, labels, since from aim
      order by route_id, channel_id, key, since
      on conflict (route_id, channel_id, step, key) do update set key = excluded.key returning id, route_id, channel_id, key)
    insert into alert_told (alert_id, channel_id, group_id, told_silence_id)
    select a.alert_id, a.channel_id, m.id, w.silence_over_id from aim a join alert w on w.id = a.alert_id join made m on m.route_id = a.route_id and m.channel_id = a.channel_id and m.key = a.key
    on conflict (alert_id, channel_id) do update set group_id = excluded.group_id, is_routed = true
      where (alert_told.group_id, alert_told.is_routed) is distinct from (excluded.group_id, true)`);
}

function aimsOf(root: Route, row: z.output<typeof Firing>): Aim[] {
  const { id, rule_name: ruleName, resource_type: resourceType, resource_id: resourceId, ...alert } = row;
  const labels = labelsOf({ ...alert, ruleName, resourceType, resourceId });
  const byChannel = new Map<string, Aim>();
  for (const route of decideRoutes(root, labels)) {
    const group = groupLabels(route, labels);
    for (const channelId of route.channelIds) {
      if (byChannel.has(channelId)) continue;
      byChannel.set(channelId, { alert_id: id, channel_id: channelId, route_id: route.id, key: JSON.stringify(group), labels: group });
    }
  }
  return [...byChannel.values()];
}

/** A group waits from when its first alert fired, not from when that was heard. */
function earlier(a: Date | undefined, b: Date): Date {
  return a !== undefined && a < b ? a : b;
}

/** A channel that is switched off is told nothing, also not later: what has ended meanwhile is none of its business. */
async function forgetUnheard(tx: SqlTransaction, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    delete from alert_told t using alert a, notification_channel c
    where t.alert_id = any(${ids}::uuid[]) and a.id = t.alert_id and a.status = 'resolved' and c.id = t.channel_id and not c.is_enabled`);
}

/** Groups of these alerts are due when their waiting or their interval is over. */
async function wake(tx: SqlTransaction, now: Date, root: Route | undefined, ids: readonly string[]): Promise<void> {
  const times: object[] = [];
  const collect = ({ id, groupWaitS, groupIntervalS, children }: Route) => {
    times.push({ route_id: id, wait: groupWaitS, pause: groupIntervalS });
    children.forEach(collect);
  };
  if (root) collect(root);
  await tx.execute(sql`
    update notice_group g set due_at = least(g.due_at, case when g.told_at is null
        then g.opened_at + make_interval(secs => case when g.step > 0 then 0 else coalesce(w.wait, 0) end)
        else greatest(${now}::timestamptz, g.told_at + make_interval(secs => coalesce(w.pause, 0))) end)
    from (select distinct group_id from alert_told where alert_id = any(${ids}::uuid[])) t
    join notice_group o on o.id = t.group_id
    left join jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as w(route_id uuid, wait double precision, pause double precision)
      on w.route_id = o.route_id
    where g.id = o.id`);
}
