import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { objectOf, type SkippedItem, skippedOf, uniProxyNode, uniProxyQuery } from "./node-call.ts";
import { addressOf, type ReportedUser, recordOnlineUsers, uidOf } from "./online-users.ts";

/**
 * UniProxy `alive`: `{ "<uid>": ["<ip>", …] }`, who is online on this node now → `{ "data": true }`. Items that are
 * none are skipped and named. Source: V2board UniProxyController::alive.
 */
export const uniProxyAlive = protocolRoute(
  {
    name: "uniProxyAlive",
    summary: "UniProxy: who is online on the node",
    policy: "node",
    input: z.object(uniProxyQuery).catchall(z.array(z.string())),
    output: z.object({ data: z.literal(true), rejectedCount: z.number().int().optional() }),
  },
  async (request, ctx) => {
    const node = await uniProxyNode(request, ctx);
    const { online, skipped } = readAlive(await objectOf(request, 'an object {"<uid>": ["<ip>"]}'));
    const unknown = await recordOnlineUsers(ctx, node.id, online);
    return Response.json({ data: true, ...skippedOf([...skipped, ...unknown]) });
  },
);

/** Sorts a report into users and items that are none; a bad address costs itself, not its user. */
export function readAlive(body: Record<string, unknown>): { online: ReportedUser[]; skipped: SkippedItem[] } {
  const online: ReportedUser[] = [];
  const skipped: SkippedItem[] = [];
  for (const [key, value] of Object.entries(body)) {
    const uid = uidOf(key);
    if (uid === undefined) skipped.push({ index: key, code: "bad_uid", detail: "Not a user's uid" });
    else if (!Array.isArray(value)) skipped.push({ index: key, code: "bad_addresses", detail: "Not a list of addresses" });
    else {
      const addresses = value.flatMap((address) => addressOf(address) ?? []);
      if (addresses.length < value.length) skipped.push({ index: key, code: "bad_address", detail: "Not an IP address" });
      online.push({ uid, addresses, index: key });
    }
  }
  return { online, skipped };
}
