import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { etagJson, uniProxyNode, uniProxyQuery } from "./node-call.ts";
import { readServerConfig } from "./server-config.ts";

/** Seconds between a node's pushes and pulls unless its configuration says otherwise; V2board's own default. */
const defaultIntervals = { push_interval: 60, pull_interval: 60 };

/**
 * UniProxy `config`: the server's configuration as it stands, with `base_config`. ETag and 304.
 * Source: V2board UniProxyController::config, XrayR api/newV2board.
 */
export const uniProxyConfig = protocolRoute(
  {
    name: "uniProxyConfig",
    summary: "UniProxy: what the node serves",
    policy: "node",
    input: z.object(uniProxyQuery),
    output: z.looseObject({ base_config: z.object({ push_interval: z.number(), pull_interval: z.number() }) }),
  },
  async (request, ctx) => {
    const node = await uniProxyNode(request, ctx);
    const config = await readServerConfig(ctx, node.id);
    const own = z.record(z.string(), z.unknown()).safeParse(config.base_config);
    return etagJson(request, { ...config, base_config: { ...defaultIntervals, ...own.data } });
  },
);
