import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { ListNodesInput, NodeStatus, UserNodeList } from "#lib/fleet/schema";
import { trimDecimal } from "#lib/universal/traffic";
import { nodeScope, visibleNodes } from "./internal/node-scope.ts";

const Row = z.object({
  id: z.number().int(),
  name: z.string(),
  traffic_factor: column.decimal,
  display_order: z.number().int(),
  speed_limit: z.number().int(),
  status: NodeStatus,
  last_online_at: column.instant.nullable(),
  country: z.string().nullable(),
  location: z.string(),
  route_class: z.string(),
});

/**
 * The nodes that the user's active package allows, in display order; none without an active package. Somebody with
 * `fleet:read` who names no `userId` gets their own nodes if they have an active package, and the whole fleet
 * otherwise; a key always the latter.
 */
export const listNodes = operation(
  { name: "listNodes", summary: "List the nodes of a user", policy: "signed-in", input: ListNodesInput, output: UserNodeList },
  async (ctx, { userId }) => {
    const scope = await nodeScope(ctx, userId);
    const rows = await ctx.db.rows(
      sql`
      with ${visibleNodes(scope, ctx.now)}
      select c.id, c.name, c.traffic_factor::text, c.display_order, c.speed_limit, s.status, s.last_online_at, c.country, c.location, c.route_class
      from visible c join node_server s on s.id = c.node_server_id
      order by c.display_order, c.name, c.id`,
      Row,
    );
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        trafficFactor: trimDecimal(row.traffic_factor),
        displayOrder: row.display_order,
        speedLimit: row.speed_limit,
        status: row.status,
        lastOnlineAt: row.last_online_at?.toISOString() ?? null,
        country: row.country,
        location: row.location,
        routeClass: row.route_class,
      })),
    };
  },
);
