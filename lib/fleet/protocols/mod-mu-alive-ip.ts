import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { listOf, modMuNode, modMuQuery, type SkippedItem, skippedOf } from "./node-call.ts";
import { addressOf, type ReportedUser, recordOnlineUsers, uidOf } from "./online-users.ts";

/** mod_mu `users/aliveip`: `{ "data": [{ "user_id", "ip" }] }`, one row per address → `ok`. Source: SSPanel-UIM UserController::addAliveIp. */
export const modMuAliveIp = protocolRoute(
  {
    name: "modMuAliveIp",
    summary: "mod_mu: who is online on the node",
    policy: "node",
    input: z.object({ ...modMuQuery, data: z.array(z.object({ user_id: z.int(), ip: z.string() })) }),
    output: z.object({ ret: z.literal(1), data: z.literal("ok"), rejectedCount: z.number().int().optional() }),
  },
  async (request, ctx) => {
    const node = await modMuNode(request, ctx);
    const { online, skipped } = readAliveIps(await listOf(request, 'an object {"data": [{"user_id", "ip"}]}'));
    const unknown = await recordOnlineUsers(ctx, node.id, online);
    return Response.json({ ret: 1, data: "ok", ...skippedOf([...skipped, ...unknown]) });
  },
);

/** Gathers the addresses of each user; rows that are none are skipped by their place. */
export function readAliveIps(rows: readonly unknown[]): { online: ReportedUser[]; skipped: SkippedItem[] } {
  const online = new Map<number, ReportedUser>();
  const skipped: SkippedItem[] = [];
  for (const [index, row] of rows.entries()) {
    const { user_id: userId, ip } = typeof row === "object" && row !== null ? (row as { user_id?: unknown; ip?: unknown }) : {};
    const uid = uidOf(userId);
    const address = addressOf(ip);
    if (uid === undefined) skipped.push({ index, code: "bad_uid", detail: "Not a user's uid" });
    else if (address === undefined) skipped.push({ index, code: "bad_address", detail: "Not an IP address" });
    else {
      const user = online.get(uid);
      if (user) user.addresses.push(address);
      else online.set(uid, { uid, addresses: [address], index });
    }
  }
  return { online: [...online.values()], skipped };
}
