import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { historyRange } from "#lib/fleet/history-range";
import { StatusHistory, StatusHistoryInput } from "#lib/fleet/schema";
import { nodeScope, visibleNodes } from "./internal/node-scope.ts";

const Row = z.object({ bucket_start: column.instant, online: column.count, offline: column.count, maintenance: column.count });

/**
 * How many of the user's nodes were online, offline and in maintenance on each hour, by the snapshot of their servers.
 * The counts of an hour add up to the nodes that existed then: an hour that was not recorded for all of them is absent.
 * Without `userId`, see `listNodes`.
 */
export const showStatusHistory = operation(
  {
    name: "showStatusHistory",
    summary: "Hourly status of the nodes of a user",
    policy: "signed-in",
    input: StatusHistoryInput,
    output: StatusHistory,
  },
  async (ctx, { userId, ...asked }) => {
    const { start, end } = historyRange(asked, ctx.now);
    const scope = await nodeScope(ctx, userId);
    const rows = await ctx.db.rows(
      sql`
      with ${visibleNodes(scope, ctx.now)}
      select h.created_at as bucket_start, count(*) filter (where h.status = 'online') as online,
        count(*) filter (where h.status = 'offline') as offline, count(*) filter (where h.status = 'maintenance') as maintenance
      from node_status_history h join visible c on c.node_server_id = h.node_server_id and c.created_at <= h.created_at
      where h.is_snapshot and h.created_at >= ${start}::timestamptz and h.created_at < ${end}::timestamptz
      group by h.created_at
      having count(*) = (select count(*) from visible v where v.created_at <= h.created_at)
      order by h.created_at`,
      Row,
    );
    return {
      start: start.toISOString(),
      end: end.toISOString(),
      items: rows.map((row) => ({
        bucketStart: row.bucket_start.toISOString(),
        onlineNodes: row.online,
        offlineNodes: row.offline,
        maintenanceNodes: row.maintenance,
      })),
    };
  },
);
