import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { uniProxyNode, uniProxyQuery } from "./node-call.ts";
import { countOnlineAddresses } from "./online-users.ts";

/**
 * UniProxy `alivelist`: `{ "alive": { "<uid>": count } }`, addresses of each user on all nodes together, by which nodes
 * keep device limits. Source: V2board UniProxyController::alivelist (device_limit_mode 1).
 */
export const uniProxyAliveList = protocolRoute(
  {
    name: "uniProxyAliveList",
    summary: "UniProxy: online addresses per user",
    policy: "node",
    input: z.object(uniProxyQuery),
    output: z.object({ alive: z.record(z.string(), z.number().int()) }),
  },
  async (request, ctx) => {
    await uniProxyNode(request, ctx);
    return Response.json({ alive: Object.fromEntries(await countOnlineAddresses(ctx)) });
  },
);
