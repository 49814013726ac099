import { z } from "zod";
import type { NodeIdentity, PanelClient } from "./panel-client.ts";
import { request } from "./request.ts";

const Done = z.object({ ret: z.literal(1) });
const UserList = Done.extend({ data: z.array(z.object({ id: z.number().int() })) });

/** Speaks SSPanel's mod_mu as XrayR does: every answer is `{ ret: 1, data }`, lists are wrapped in `data`. */
export function modMuClient(node: NodeIdentity): PanelClient {
  function address(path: string): URL {
    const url = new URL(`/mod_mu/${path}`, node.url);
    url.search = new URLSearchParams({ key: node.token, muKey: node.token, node_id: String(node.id) }).toString();
    return url;
  }
  async function post(path: string, data: unknown): Promise<void> {
    const answer = await request(address(path), { method: "POST", body: JSON.stringify(data) });
    Done.parse(JSON.parse(answer.text));
  }

  return {
    async pullConfig() {
      await request(address(`nodes/${node.id}/info`));
      await request(address("func/detect_rules"));
    },
    async pullUsers() {
      const answer = await request(address("users"));
      return new Set(UserList.parse(JSON.parse(answer.text)).data.map((user) => user.id));
    },
    trafficBody: (traffic) =>
      JSON.stringify({ data: [...traffic].map(([uid, [upload, download]]) => ({ user_id: uid, u: upload, d: download })) }),
    async pushTraffic(body) {
      const answer = await request(address("users/traffic"), { method: "POST", body });
      Done.parse(JSON.parse(answer.text));
    },
    async reportOnline(addresses) {
      const data = [...addresses].flatMap(([uid, ips]) => ips.map((ip) => ({ ip, user_id: uid })));
      await post("users/aliveip", { data });
    },
    /** mod_mu knows only the load (XrayR sends the CPU's share there, 1.00 for all of it) and how long the machine runs. */
    async reportLoad({ cpu, uptimeS }) {
      const load = (cpu / 100).toFixed(2);
      await post(`nodes/${node.id}/info`, { load: `${load} ${load} ${load}`, uptime: String(uptimeS) });
    },
  };
}
