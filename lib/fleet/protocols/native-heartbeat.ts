import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { nativeNode, objectOf, unprocessable } from "./node-call.ts";
import { NodeLoad, nodeLoad, recordSample } from "./record-sample.ts";

/** How often an agent should call, seconds: several calls fit one offline time-out. */
const intervalS = 60;

/** Native heartbeat: an empty body says "I am here"; with the node's own load it is a sample too. */
export const nativeHeartbeat = protocolRoute(
  {
    name: "sendHeartbeat",
    summary: "Native: a sign of life, with the node's own load if it likes",
    policy: "node",
    input: z.object(nodeLoad),
    output: z.object({ nodeServerId: z.number().int(), receivedAt: z.iso.datetime(), intervalSeconds: z.number().int() }),
  },
  async (request, ctx) => {
    const node = await nativeNode(request, ctx);
    const load = NodeLoad.safeParse(await objectOf(request, "an object {cpu, mem, swap, disk, uptime}, or empty"));
    if (!load.success) throw unprocessable(load.error);
    if (Object.keys(load.data).length > 0) await recordSample(ctx, node.id, load.data);
    return Response.json({ nodeServerId: node.id, receivedAt: ctx.now.toISOString(), intervalSeconds: intervalS });
  },
);
