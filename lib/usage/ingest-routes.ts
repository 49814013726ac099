import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { isDomainError } from "#lib/core/errors";
import { authenticateNode, type NodeCredentials } from "#lib/fleet/authenticate-node";
import { recordHeartbeat } from "#lib/fleet/record-heartbeat";
import { bodyText } from "#lib/http/body-text";
import { protocolRoute } from "#lib/http/route";
import { receiveNativeReport } from "#lib/usage/receive-native-report";
import { receiveModMuTraffic, receiveUniProxyPush } from "#lib/usage/receive-panel-report";
import type { ReceivedReport } from "#lib/usage/receive-report";
import { NativeUsageAnswer, NativeUsageInput } from "#lib/usage/schema";

/** UniProxy `push`: `{ "<uid>": [upload, download] }` → `{ "data": true }` once it is committed. */
export const uniProxyPush = protocolRoute(
  {
    name: "uniProxyPush",
    summary: "UniProxy: traffic per user since the last success",
    policy: "node",
    input: z.object({ node_id: z.string(), node_type: z.string().optional(), token: z.string() }),
    output: z.object({ data: z.literal(true) }),
  },
  async (request, ctx) => {
    const query = new URL(request.url).searchParams;
    const credentials = { nodeServerId: idOf(query.get("node_id")), token: query.get("token"), protocol: "uniproxy" as const };
    await receivePanel(request, ctx, credentials, receiveUniProxyPush);
    return Response.json({ data: true });
  },
);

/** mod_mu `users/traffic`: `{ "data": [{ user_id, u, d }] }` → `{ "ret": 1, "data": "ok" }` once it is committed. */
export const modMuTraffic = protocolRoute(
  {
    name: "modMuTraffic",
    summary: "mod_mu: traffic per user since the last success",
    policy: "node",
    input: z.object({ node_id: z.string(), key: z.string().optional(), muKey: z.string().optional() }),
    output: z.object({ ret: z.literal(1), data: z.literal("ok") }),
  },
  async (request, ctx) => {
    const query = new URL(request.url).searchParams;
    const credentials = {
      nodeServerId: idOf(query.get("node_id")),
      token: query.get("key") ?? query.get("muKey"),
      protocol: "mod_mu" as const,
    };
    await receivePanel(request, ctx, credentials, receiveModMuTraffic);
    return Response.json({ ret: 1, data: "ok" });
  },
);

/** Native usage: batches with an id, deltas or cumulative counters, up to 10,000 lines. */
export const nativeUsage = protocolRoute(
  { name: "reportUsage", summary: "Native: report users' traffic", policy: "node", input: NativeUsageInput, output: NativeUsageAnswer },
  async (request, ctx) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
    const node = await authenticateNode(ctx.db, { nodeServerId: undefined, token, protocol: "native" });
    const text = await bodyText(request);
    return Response.json(await aliveEvenIfRefused(ctx, node.id, () => receiveNativeReport(ctx, node.id, text)));
  },
);

type ReceivePanel = (ctx: Context, nodeServerId: number, text: string) => Promise<ReceivedReport | null>;

async function receivePanel(request: Request, ctx: Context, credentials: NodeCredentials, receive: ReceivePanel): Promise<void> {
  const node = await authenticateNode(ctx.db, credentials);
  const text = await bodyText(request);
  const received = await aliveEvenIfRefused(ctx, node.id, () => receive(ctx, node.id, text));
  if (received === null) await recordHeartbeat(ctx.db, node.id, ctx.now, { isPush: true });
}

/** A node that sends nonsense is alive all the same; only a retry says nothing about now. */
async function aliveEvenIfRefused<T>(ctx: Context, nodeServerId: number, receive: () => Promise<T>): Promise<T> {
  try {
    return await receive();
  } catch (error) {
    if (isDomainError(error)) await recordHeartbeat(ctx.db, nodeServerId, ctx.now, { isPush: false });
    throw error;
  }
}

function idOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
