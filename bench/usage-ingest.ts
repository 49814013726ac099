import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median } from "./harness/figure.ts";
import { cpuSecondsOf, processTree } from "./harness/process-figures.ts";
import { startProduct } from "./harness/product-server.ts";
import { seedFleet } from "./harness/seed-fleet.ts";
import { createBareTable } from "./ingest/bare-lines.ts";
import { trafficOf } from "./ingest/bodies.ts";
import { rollupTime, type StatementTime } from "./ingest/rollup-time.ts";
import { type BenchServer, type Way, type WayName, wayNames, waysOf } from "./ingest/ways.ts";

const users = 2_000;
const pushesPerServer = 25;
const servers = 4;
const lines = servers * pushesPerServer * users;

interface Run {
  linesPerSecond: number;
  /** Microseconds of all PostgreSQL processes a line. */
  postgresCpu: number;
}
type Round = Record<WayName, Run> & { statement: StatementTime };

/**
 * Usage lines a second over UniProxy push, by the operation alone, and by a bare insert of the lines: four servers at
 * once, 2,000 users a push, every batch committed. The three take turns in every round.
 */
export const usageIngest: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db, pid }) => {
    const fleet = await seedFleet(db, { servers, clientsEach: 1, users });
    await createBareTable(db);
    const product = await startProduct({ DATABASE_URL: db.url, FLEETLIGHT_ROLES: "web" });
    const ways = waysOf(db, product.url);
    let interval = 0;
    const traffic = () => trafficOf(fleet.uids, interval++);
    const measure = async (name: WayName): Promise<Run> => {
      const cpuBefore = cpuSecondsOf(processTree(pid()));
      const seconds = await timeOf(fleet.servers, ways[name], traffic);
      const run = { linesPerSecond: lines / seconds, postgresCpu: ((cpuSecondsOf(processTree(pid())) - cpuBefore) * 1e6) / lines };
      say(`${name}: ${Math.round(run.linesPerSecond).toLocaleString("en")} lines/s, ${run.postgresCpu.toFixed(1)} µs of PostgreSQL a line`);
      await pause(500);
      return run;
    };
    try {
      say("warming up");
      for (const name of wayNames) await measure(name);
      const measured: Round[] = [];
      for (let round = 1; round <= rounds; round++) {
        say(`round ${round} of ${rounds}`);
        const runs = { bare: await measure("bare"), operation: await measure("operation"), http: await measure("http") };
        const report = { nodeServerId: fleet.servers[0]?.id ?? 0, now: new Date() };
        measured.push({ ...runs, statement: await rollupTime(db, report, traffic()) });
      }
      return figuresOf(measured);
    } finally {
      await product.stop();
    }
  });

/** Seconds until every server has pushed its batches, one after the other; servers work at the same time. */
async function timeOf(all: readonly BenchServer[], push: Way, traffic: () => ReturnType<typeof trafficOf>): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    all.map(async (server) => {
      for (let count = 0; count < pushesPerServer; count++) await push(server, traffic());
    }),
  );
  return (performance.now() - startedAt) / 1000;
}

function figuresOf(measured: readonly Round[]): Figure[] {
  const middle = (pick: (round: Round) => number) => median(measured.map(pick));
  return [
    {
      name: "UniProxy push ÷ bare unnest",
      value: middle(({ http, bare }) => http.linesPerSecond / bare.linesPerSecond),
      unit: "ratio",
      aim: { atLeast: 0.4 },
      note: "ledger and roll-ups, over HTTP",
    },
    {
      name: "operation ÷ bare unnest",
      value: middle(({ operation, bare }) => operation.linesPerSecond / bare.linesPerSecond),
      unit: "ratio",
      note: "the same without HTTP",
    },
    {
      name: "roll-ups in PostgreSQL",
      value: middle(({ statement }) => statement.rollups),
      unit: "µs/line",
      aim: { atMost: 2 },
      note: "EXPLAIN ANALYZE of the product's statement",
    },
    { name: "whole statement in PostgreSQL", value: middle(({ statement }) => statement.total), unit: "µs/line" },
    { name: "PostgreSQL CPU, push", value: middle(({ http }) => http.postgresCpu), unit: "µs/line", note: "all of its processes" },
    { name: "PostgreSQL CPU, bare unnest", value: middle(({ bare }) => bare.postgresCpu), unit: "µs/line" },
    { name: "UniProxy push", value: middle(({ http }) => http.linesPerSecond), unit: "lines/s" },
    { name: "operation", value: middle(({ operation }) => operation.linesPerSecond), unit: "lines/s" },
    { name: "bare unnest", value: middle(({ bare }) => bare.linesPerSecond), unit: "lines/s" },
  ];
}
