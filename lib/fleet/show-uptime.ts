import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { Uptime, UptimeInput } from "#lib/fleet/schema";
import { uptimePercent } from "#lib/fleet/uptime-percent";
import { nodeScope, visibleNodes } from "./internal/node-scope.ts";

const Day = z.object({ day: z.iso.date(), online_s: z.number(), offline_s: z.number(), maintenance_s: z.number() });
const Row = z.object({ id: z.number().int(), name: z.string(), days: z.array(Day).nullable() });

/** Uptime per UTC day and node over the last `days` days, today included, oldest first; days of which nothing is known are absent. */
export const showUptime = operation(
  { name: "showUptime", summary: "Uptime per day of the nodes of a user", policy: "signed-in", input: UptimeInput, output: Uptime },
  async (ctx, { days, userId }) => {
    const scope = await nodeScope(ctx, userId);
    const rows = await ctx.db.rows(
      sql`
      with ${visibleNodes(scope, ctx.now)},
      per_day as (
        select node_server_id, (bucket_start at time zone 'UTC')::date as day, sum(online_s) as online_s, sum(offline_s) as offline_s,
          sum(maintenance_s) as maintenance_s
        from node_status_hourly_mv
        where node_server_id in (select node_server_id from visible)
          and bucket_start >= date_trunc('day', ${ctx.now}::timestamptz, 'UTC') - make_interval(days => ${days - 1})
          and bucket_start <= ${ctx.now}::timestamptz
        group by 1, 2),
      per_server as (
        select node_server_id, json_agg(json_build_object('day', day, 'online_s', online_s, 'offline_s', offline_s,
          'maintenance_s', maintenance_s) order by day) as days
        from per_day group by node_server_id)
      select c.id, c.name, d.days from visible c left join per_server d on d.node_server_id = c.node_server_id
      order by c.display_order, c.name, c.id`,
      Row,
    );
    return {
      items: rows.map(({ id, name, days: known }) => {
        const items = (known ?? []).map((day) => ({
          day: day.day,
          onlineS: day.online_s,
          offlineS: day.offline_s,
          maintenanceS: day.maintenance_s,
        }));
        return { id, name, uptimePercent: uptimePercent(items), days: items };
      }),
    };
  },
);
