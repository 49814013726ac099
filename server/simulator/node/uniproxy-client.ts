import { z } from "zod";
import type { NodeIdentity, PanelClient } from "./panel-client.ts";
import { request } from "./request.ts";

const UserList = z.object({ users: z.array(z.object({ id: z.number().int() })) });
const Taken = z.object({ data: z.literal(true) });

/** Speaks UniProxy (V2Board, XBoard) as XrayR and V2bX do: ETags on what is pulled, one object per push. */
export function uniProxyClient(node: NodeIdentity): PanelClient {
  let configTag: string | undefined;
  let userTag: string | undefined;
  let users: ReadonlySet<number> = new Set();

  function address(method: string): URL {
    const url = new URL(`/api/v1/server/UniProxy/${method}`, node.url);
    url.search = new URLSearchParams({ node_id: String(node.id), node_type: "vless", token: node.token }).toString();
    return url;
  }
  const ifNoneMatch = (tag: string | undefined) => (tag === undefined ? {} : { headers: { "if-none-match": tag } });
  const post = (method: string, body: string) => request(address(method), { method: "POST", body });

  return {
    async pullConfig() {
      const answer = await request(address("config"), ifNoneMatch(configTag));
      configTag = answer.etag ?? undefined;
    },
    async pullUsers() {
      const answer = await request(address("user"), ifNoneMatch(userTag));
      if (answer.status === 304) return users;
      users = new Set(UserList.parse(JSON.parse(answer.text)).users.map((user) => user.id));
      userTag = answer.etag ?? undefined;
      return users;
    },
    trafficBody: (traffic) => JSON.stringify(Object.fromEntries(traffic)),
    async pushTraffic(body) {
      Taken.parse(JSON.parse((await post("push", body)).text));
    },
    async reportOnline(addresses) {
      await post("alive", JSON.stringify(Object.fromEntries(addresses)));
    },
    async reportLoad({ cpu, mem, swap, disk }) {
      await post("status", JSON.stringify({ cpu, mem, swap, disk }));
    },
  };
}
