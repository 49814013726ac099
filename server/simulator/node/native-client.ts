import { z } from "zod";
import type { NodeIdentity, Traffic } from "./panel-client.ts";
import { request } from "./request.ts";

const Counted = z.object({ accepted: z.number().int(), duplicates: z.number().int(), rejected: z.array(z.object({ code: z.string() })) });

/**
 * The native report for endpoints that UniProxy and mod_mu cannot name: those know only the server. A batch id makes a
 * repeated body harmless for 7 days.
 */
export function nativeClient(node: NodeIdentity) {
  return {
    trafficBody(nodeClientId: number, traffic: ReadonlyMap<number, Traffic>): string {
      const lines = [...traffic].map(([uid, [upload, download]]) => ({ uid, nodeClientId, upload, download }));
      return JSON.stringify({ batchId: crypto.randomUUID(), mode: "delta", lines });
    },
    async pushTraffic(body: string): Promise<void> {
      const headers = { authorization: `Bearer ${node.token}` };
      const answer = await request(new URL("/api/v1/agent/usage", node.url), { method: "POST", body, headers });
      Counted.parse(JSON.parse(answer.text));
    },
  };
}
