import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { protocolRoute } from "#lib/http/route";
import { etagJson, modMuNode, modMuQuery } from "./node-call.ts";
import { readServerConfig } from "./server-config.ts";

/** The SSPanel release whose node information XrayR reads from `custom_config`. */
const panelVersion = "2021.11";

const DefaultClient = z.object({ traffic_factor: column.decimal, speed_limit: z.number() });

/**
 * mod_mu `nodes/{id}/info`: the server's configuration in SSPanel's shape. `server`, `sort`, `node_group` and
 * `node_class` come from the configuration if it has them; `custom_config` is its own part, or all of it.
 * Source: SSPanel-UIM NodeController::getInfo, XrayR api/sspanel.
 */
export const modMuNodeInfo = protocolRoute(
  {
    name: "modMuNodeInfo",
    summary: "mod_mu: what the node serves",
    policy: "node",
    input: z.object({ id: z.string(), ...modMuQuery }),
    output: z.object({ ret: z.literal(1), data: z.record(z.string(), z.unknown()) }),
  },
  async (request, ctx, { id }) => {
    const node = await modMuNode(request, ctx, id ?? "");
    const [config, client] = await Promise.all([readServerConfig(ctx, node.id), readDefaultClient(ctx, node.id)]);
    const { server, sort, node_group, node_class, custom_config } = config;
    const data = {
      node_group: numberOr(node_group, 0),
      node_class: numberOr(node_class, 0),
      node_speedlimit: client?.speed_limit ?? 0,
      traffic_rate: Number(client?.traffic_factor ?? 1),
      mu_only: 1,
      sort: numberOr(sort, 11),
      server: typeof server === "string" ? server : "",
      custom_config: custom_config ?? config,
      type: "SSPanel-UIM",
      version: panelVersion,
    };
    return etagJson(request, { ret: 1, data });
  },
);

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

async function readDefaultClient(ctx: Context, nodeServerId: number): Promise<z.output<typeof DefaultClient> | undefined> {
  const query = sql`select traffic_factor::text, speed_limit from node_client where node_server_id = ${nodeServerId} and is_default`;
  const { rows } = await ctx.db.ingestPool.query(query.text, query.values as unknown[]);
  return z.array(DefaultClient).parse(rows)[0];
}
