import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { NodeStatus, NodeStatusDetail, NodeStatusHistoryInput } from "#lib/fleet/schema";
import { nodeScope, visibleNodes } from "./internal/node-scope.ts";
import { readStatusDetail } from "./internal/status-detail.ts";

const Node = z.object({ name: z.string(), node_server_id: z.number().int(), status: NodeStatus });

/**
 * The history of a node's server, as far as a user may see the node.
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
  (ctx, { id, userId, ...asked }) =>
    readStatusDetail(ctx, asked, async () => {
      const scope = await nodeScope(ctx, userId);
      const [node] = await ctx.db.rows(
        sql`
        with ${visibleNodes(scope, ctx.now)}
        select c.name, c.node_server_id, s.status from visible c join node_server s on s.id = c.node_server_id where c.id = ${id}`,
        Node,
      );
      if (!node) throw notFound("Node");
      return { id, name: node.name, status: node.status, nodeServerId: node.node_server_id };
    }),
);
