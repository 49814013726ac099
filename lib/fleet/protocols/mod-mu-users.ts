import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { allowedUsers } from "./allowed-users.ts";
import { etagJson, modMuNode, modMuQuery } from "./node-call.ts";
import { countOnlineAddresses } from "./online-users.ts";
import { readServerConfig } from "./server-config.ts";

/** The cipher of Shadowsocks users unless the server's configuration names another; SSPanel's own default. */
const defaultMethod = "chacha20-ietf-poly1305";

const User = z.object({
  id: z.int(),
  uuid: z.uuid(),
  passwd: z.string(),
  method: z.string(),
  port: z.int(),
  node_speedlimit: z.number(),
  node_connector: z.int(),
  node_iplimit: z.int(),
  alive_ip: z.int(),
});

/**
 * mod_mu `users`: whom the server serves, with the addresses each has online. `passwd` is the uuid: one credential a
 * user, whatever the proxy protocol. No e-mail addresses leave for nodes.
 * Source: SSPanel-UIM UserController::index, XrayR api/sspanel.
 */
export const modMuUsers = protocolRoute(
  {
    name: "modMuUsers",
    summary: "mod_mu: users that the node serves",
    policy: "node",
    input: z.object(modMuQuery),
    output: z.object({ ret: z.literal(1), data: z.array(User) }),
  },
  async (request, ctx) => {
    const node = await modMuNode(request, ctx);
    const [users, online, config] = await Promise.all([
      allowedUsers(ctx, node.id),
      countOnlineAddresses(ctx),
      readServerConfig(ctx, node.id),
    ]);
    const method = typeof config.method === "string" ? config.method : defaultMethod;
    const data = users.map((user) => ({
      id: user.uid,
      uuid: user.uuid,
      passwd: user.uuid,
      method,
      port: 0,
      node_speedlimit: user.speed_limit,
      node_connector: user.device_limit,
      node_iplimit: user.device_limit,
      alive_ip: online.get(user.uid) ?? 0,
    }));
    return etagJson(request, { ret: 1, data });
  },
);
