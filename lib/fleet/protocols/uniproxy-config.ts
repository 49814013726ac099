import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { currentSettings } from "#lib/settings/current-settings";
import { etagJson, uniProxyNode, uniProxyQuery } from "./node-call.ts";
import { readServerConfig } from "./server-config.ts";

/**
 * UniProxy `config`: the server's configuration as it stands, with `base_config`: seconds between pushes and pulls, from
 * Settings unless the configuration says otherwise. ETag and 304.
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
    const [config, settings] = await Promise.all([readServerConfig(ctx, node.id), currentSettings(ctx.db)]);
    const intervals = { push_interval: settings["fleet.pushIntervalS"], pull_interval: settings["fleet.pullIntervalS"] };
    const own = z.record(z.string(), z.unknown()).safeParse(config.base_config);
    return etagJson(request, { ...config, base_config: { ...intervals, ...own.data } });
  },
);
