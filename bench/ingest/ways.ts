import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { receiveUniProxyPush } from "#lib/usage/receive-panel-report";
import type { SeededFleet } from "../harness/seed-fleet.ts";
import { insertBare } from "./bare-lines.ts";
import { type Bytes, pushBody } from "./bodies.ts";

export type BenchServer = SeededFleet["servers"][number];

/** One batch of one server, kept and committed when it resolves. */
export type Way = (server: BenchServer, traffic: ReadonlyMap<number, Bytes>) => Promise<void>;

export const wayNames = ["bare", "operation", "http"] as const;
export type WayName = (typeof wayNames)[number];

/** The lines alone; the product's operation; the product over HTTP as a node sees it. */
export function waysOf(db: Database, url: string): Record<WayName, Way> {
  return {
    bare: ({ clientIds }, traffic) => insertBare(db, clientIds[0] ?? 0, traffic, new Date()),
    operation: async ({ id }, traffic) => {
      await receiveUniProxyPush(systemContext("bench", { db }), id, pushBody(traffic));
    },
    http: async ({ id, token }, traffic) => {
      const push = `${url}/api/v1/server/UniProxy/push?node_id=${id}&node_type=vless&token=${token}`;
      const answer = await fetch(push, { method: "POST", headers: { "content-type": "application/json" }, body: pushBody(traffic) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`push: ${answer.status} ${text}`);
    },
  };
}
