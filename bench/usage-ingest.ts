import { setTimeout as pause } from "node:timers/promises";
import { systemContext } from "#lib/auth/context";
import { receiveUniProxyPush } from "#lib/usage/receive-panel-report";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median } from "./harness/figure.ts";
import { startProduct } from "./harness/product-server.ts";
import { type SeededFleet, seedFleet } from "./harness/seed-fleet.ts";
import { createBareTable, insertBare } from "./ingest/bare-lines.ts";
import { pushBody, trafficOf } from "./ingest/bodies.ts";
import { rollupTime } from "./ingest/rollup-time.ts";

const users = 2_000;
const pushesPerServer = 25;
type Server = SeededFleet["servers"][number];

/**
 * Usage lines a second over UniProxy push, by the operation alone, and by a bare insert of the lines: four servers at
 * once, 2,000 users a push, every batch committed. The three take turns in every round.
 */
export const usageIngest: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    const fleet = await seedFleet(db, { servers: 4, clientsEach: 1, users });
    await createBareTable(db);
    const product = await startProduct({ DATABASE_URL: db.url, FLEETLIGHT_ROLES: "web" });
    let interval = 0;
    const ways = {
      bare: ({ clientIds }: Server) => insertBare(db, clientIds[0] ?? 0, trafficOf(fleet.uids, interval++), new Date()),
      operation: async ({ id }: Server) =>
        void (await receiveUniProxyPush(systemContext("bench", { db }), id, pushBody(trafficOf(fleet.uids, interval++)))),
      http: async ({ id, token }: Server) => {
        const url = `${product.url}/api/v1/server/UniProxy/push?node_id=${id}&node_type=vless&token=${token}`;
        const answer = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: pushBody(trafficOf(fleet.uids, interval++)),
        });
        if (!answer.ok) throw new Error(`push: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      },
    };
    const speeds = { bare: [] as number[], operation: [] as number[], http: [] as number[] };
    const statement: { total: number[]; rollups: number[] } = { total: [], rollups: [] };
    try {
      for (let round = -1; round < rounds; round++) {
        for (const name of ["bare", "operation", "http"] as const) {
          const speed = await linesPerSecond(fleet.servers, ways[name]);
          if (round >= 0) speeds[name].push(speed);
          say(
            `round ${round + 1} of ${rounds}: ${name} ${Math.round(speed).toLocaleString("en")} lines/s${round < 0 ? " (warming up)" : ""}`,
          );
          await pause(500);
        }
        const [server] = fleet.servers;
        if (round < 0 || !server) continue;
        const time = await rollupTime(db, { nodeServerId: server.id, now: new Date() }, trafficOf(fleet.uids, interval++));
        statement.total.push(time.total);
        statement.rollups.push(time.rollups);
      }
    } finally {
      await product.stop();
    }
    return figuresOf(speeds, statement);
  });

async function linesPerSecond(servers: readonly Server[], push: (server: Server) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    servers.map(async (server) => {
      for (let count = 0; count < pushesPerServer; count++) await push(server);
    }),
  );
  return (servers.length * pushesPerServer * users) / ((performance.now() - startedAt) / 1000);
}

function figuresOf(speeds: Record<"bare" | "operation" | "http", number[]>, statement: { total: number[]; rollups: number[] }): Figure[] {
  const ratio = (way: "operation" | "http") => median(speeds[way].map((speed, round) => speed / (speeds.bare[round] ?? Number.NaN)));
  return [
    {
      name: "UniProxy push ÷ bare unnest",
      value: ratio("http"),
      unit: "ratio",
      aim: { atLeast: 0.4 },
      note: "ledger and roll-ups, over HTTP",
    },
    { name: "operation ÷ bare unnest", value: ratio("operation"), unit: "ratio", note: "the same without HTTP" },
    {
      name: "roll-ups in PostgreSQL",
      value: median(statement.rollups),
      unit: "µs/line",
      aim: { atMost: 2 },
      note: "EXPLAIN ANALYZE of the product's statement",
    },
    { name: "whole statement in PostgreSQL", value: median(statement.total), unit: "µs/line" },
    { name: "UniProxy push", value: median(speeds.http), unit: "lines/s" },
    { name: "operation", value: median(speeds.operation), unit: "lines/s" },
    { name: "bare unnest", value: median(speeds.bare), unit: "lines/s" },
  ];
}
