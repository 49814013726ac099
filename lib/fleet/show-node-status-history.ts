import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { historyRange } from "#lib/fleet/history-range";
import { NodeStatus, NodeStatusDetail, NodeStatusHistoryInput } from "#lib/fleet/schema";
import { uptimePercent } from "#lib/fleet/uptime-percent";
import { nodeScope, visibleNodes } from "./internal/node-scope.ts";
import { readStatusChanges, readStatusHours } from "./internal/status-hours.ts";

const Node = z.object({ id: z.number().int(), name: z.string(), node_server_id: z.number().int(), status: NodeStatus });

/**
 * Per hour the seconds in each status, and the changes with their reasons, newest first. The running hour is counted
 * up to the last refresh of the view (every 5 minutes); changes are always up to date.
 * @throws DomainError not_found for a node that does not exist or that the active package does not allow
 */
export const showNodeStatusHistory = operation(
  {
    name: "showNodeStatusHistory",
    summary: "Status history of a node",
    policy: "signed-in",
    input: NodeStatusHistoryInput,
    output: NodeStatusDetail,
  },
  async (ctx, { id, userId, ...asked }) => {
    const range = historyRange(asked, ctx.now);
    const scope = await nodeScope(ctx, userId);
    const [node] = await ctx.db.rows(
      sql`
      with ${visibleNodes(scope, ctx.now)}
      select c.id, c.name, c.node_server_id, s.status from visible c join node_server s on s.id = c.node_server_id where c.id = ${id}`,
      Node,
    );
    if (!node) throw notFound("Node");
    const [hours, changes] = await Promise.all([
      readStatusHours(ctx.db, node.node_server_id, range),
      readStatusChanges(ctx.db, node.node_server_id, range),
    ]);
    const { name, status } = node;
    return {
      id,
      name,
      status,
      start: range.start.toISOString(),
      end: range.end.toISOString(),
      uptimePercent: uptimePercent(hours),
      hours,
      changes,
    };
  },
);
