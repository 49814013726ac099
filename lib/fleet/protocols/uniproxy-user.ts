import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { allowedUsers } from "./allowed-users.ts";
import { etagJson, uniProxyNode, uniProxyQuery } from "./node-call.ts";

const User = z.object({ id: z.int(), uuid: z.uuid(), speed_limit: z.int(), device_limit: z.int() });

/**
 * UniProxy `user`: whom the server serves (Mbit/s and devices, 0 = no limit). ETag and 304. The call every node makes
 * once a minute, and so its heartbeat. Source: V2board UniProxyController::user, XrayR api/newV2board.
 */
export const uniProxyUser = protocolRoute(
  {
    name: "uniProxyUser",
    summary: "UniProxy: users that the node serves",
    policy: "node",
    input: z.object(uniProxyQuery),
    output: z.object({ users: z.array(User) }),
  },
  async (request, ctx) => {
    const node = await uniProxyNode(request, ctx);
    const users = await allowedUsers(ctx, node.id);
    return etagJson(request, { users: users.map(({ uid, ...user }) => ({ id: uid, ...user })) });
  },
);
