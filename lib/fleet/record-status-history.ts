import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { decideStatus, type Listening } from "#lib/fleet/decide-status";
import { NodeStatus } from "#lib/fleet/schema";
import { readSettings } from "#lib/settings/read-settings";

/** A snapshot that would be later than this is left out: nobody knows any more what was on the hour. */
const toleranceMs = 5 * 60_000;
const hourMs = 3_600_000;
/** A watch that is older than this means that we were away, seconds (see `watchFleet`). */
const gapS = 60;

const Server = z.object({
  id: z.number().int(),
  status: NodeStatus,
  status_reason: z.string(),
  last_online_at: column.instant.nullable(),
  maintenance_until: column.instant.nullable(),
});
const Watch = z.object({ is_away: z.boolean(), listening_since: column.instant.nullable() });

/** What a snapshot did: how many servers it wrote, how many were unknown, why it wrote nothing. */
export interface SnapshotResult {
  hour: string;
  recorded: number;
  unknown: number;
  leftOut?: string;
}

/**
 * One snapshot row per server, stamped exactly with the hour of `dueAt`. Running twice changes nothing. Unknown is not
 * written as known: hours that began more than five minutes ago, hours in a gap of our own, and servers that were
 * silent while nobody listened are left out.
 */
export async function recordStatusHistory(ctx: Context, dueAt: Date): Promise<SnapshotResult> {
  const hour = new Date(Math.floor(dueAt.getTime() / hourMs) * hourMs);
  const nothing = { hour: hour.toISOString(), recorded: 0, unknown: 0 };
  if (ctx.now.getTime() - hour.getTime() > toleranceMs) return { ...nothing, leftOut: "more than 5 minutes late" };
  const watch = await readWatch(ctx, hour);
  if (watch?.is_away) return { ...nothing, leftOut: "nobody was listening on the hour" };
  const servers = await ctx.db.rows(
    sql`select id, status, status_reason, last_online_at, maintenance_until from node_server where created_at <= ${hour}::timestamptz`,
    Server,
  );
  const settings = await readSettings(ctx.db, ctx.log);
  const offlineTimeoutMs = settings["fleet.offlineTimeoutS"] * 1000;
  const known = statusesOn(servers, { now: hour, listeningSince: watch?.listening_since ?? hour, offlineTimeoutMs });
  const written = await ctx.db.rows(
    sql`
    insert into node_status_history (node_server_id, status, reason, is_snapshot, created_at)
    select s.id, s.status, s.reason, true, ${hour}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as s(id integer, status text, reason text)
    on conflict (node_server_id, created_at) where is_snapshot do nothing
    returning node_server_id`,
    z.object({ node_server_id: z.number() }),
  );
  return { ...nothing, recorded: written.length, unknown: servers.length - known.length };
}

/** What each server was on the hour, by the same decision that the quarter-minute refresh takes. */
function statusesOn(servers: z.output<typeof Server>[], listening: Listening): { id: number; status: NodeStatus; reason: string }[] {
  return servers.flatMap(({ id, status, status_reason, last_online_at, maintenance_until }) => {
    const decision = decideStatus({ status, lastOnlineAt: last_online_at, maintenanceUntil: maintenance_until }, listening);
    if (decision.change) return [{ id, status: decision.status, reason: decision.reason }];
    return decision.reason === "listening_too_short" ? [] : [{ id, status, reason: status_reason }];
  });
}

/** Away: in a gap that is written down, or in one that nobody has noticed yet. */
async function readWatch(ctx: Context, hour: Date): Promise<z.output<typeof Watch> | undefined> {
  const [watch] = await ctx.db.rows(
    sql`
    select exists (select 1 from fleet_gap where from_at < ${hour}::timestamptz and to_at > ${hour}::timestamptz)
      or coalesce(w.watched_at < ${hour}::timestamptz and w.watched_at < ${ctx.now}::timestamptz - make_interval(secs => ${gapS}), false) as is_away,
      w.listening_since
    from (select 1) one left join fleet_watch w on true`,
    Watch,
  );
  return watch;
}
