import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { objectOf, uniProxyNode, uniProxyQuery, unprocessable } from "./node-call.ts";
import { NodeLoad, nodeLoad, recordSample } from "./record-sample.ts";

/**
 * UniProxy `status` (Xboard's extension): `{ cpu, mem: {total, used}, swap, disk }` → `{ "data": true }`. Kept as
 * samples for the charts of the server's page.
 */
export const uniProxyStatus = protocolRoute(
  {
    name: "uniProxyStatus",
    summary: "UniProxy: the node's own load",
    policy: "node",
    input: z.object({ ...uniProxyQuery, ...nodeLoad }),
    output: z.object({ data: z.literal(true) }),
  },
  async (request, ctx) => {
    const node = await uniProxyNode(request, ctx);
    const load = NodeLoad.safeParse(await objectOf(request, "an object {cpu, mem, swap, disk}"));
    if (!load.success) throw unprocessable(load.error);
    await recordSample(ctx, node.id, load.data);
    return Response.json({ data: true });
  },
);
