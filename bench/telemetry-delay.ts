import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { Bench } from "./harness/bench.ts";
import { type BenchDatabase, withDatabase } from "./harness/bench-database.ts";
import { median } from "./harness/figure.ts";
import { cpuSecondsOf, processTree } from "./harness/process-figures.ts";
import { startChild } from "./telemetry/child.ts";
import { type Delays, readDelays } from "./telemetry/read-delays.ts";

const sockets = 200;
const floodEach = 1_500;
const seconds = 10;

interface Run extends Delays {
  /** Microseconds of Node and PostgreSQL a message. */
  cpu: number;
}

const Count = z.object({ count: column.count });

/**
 * From the sending of a message to its COMMIT (PostgreSQL's own instant of it) at half of what the machine takes at most of
 * messages that come one by one: with the product's window, and with a fixed one of 100 ms, in turns.
 */
export const telemetryDelay: Bench = ({ rounds, say }) =>
  withDatabase(
    async (database) => {
      const perSecond = Math.round((await mostPerSecond(database)) / 2);
      say(`half of the most: ${perSecond.toLocaleString("en")} messages/s`);
      const measure = async (fixedWindowMs: number | null): Promise<Run> => {
        const run = await paced(database, fixedWindowMs, perSecond);
        say(
          `${fixedWindowMs ?? "adaptive"}: p50 ${run.p50.toFixed(0)} ms, p99 ${run.p99.toFixed(0)} ms, ${run.cpu.toFixed(1)} µs a message`,
        );
        return run;
      };
      const measured: { adaptive: Run; fixed: Run }[] = [];
      for (let round = 1; round <= rounds; round++) measured.push({ adaptive: await measure(null), fixed: await measure(100) });
      return [
        { name: "send to commit, p99", value: median(measured.map(({ adaptive }) => adaptive.p99)), unit: "ms", aim: { atMost: 60 } },
        {
          name: "CPU ÷ a window of 100 ms",
          value: median(measured.map(({ adaptive, fixed }) => adaptive.cpu / fixed.cpu)),
          unit: "ratio",
          aim: { atMost: 1.1 },
        },
        { name: "send to commit, p50", value: median(measured.map(({ adaptive }) => adaptive.p50)), unit: "ms" },
        { name: "p99 with a window of 100 ms", value: median(measured.map(({ fixed }) => fixed.p99)), unit: "ms" },
      ];
    },
    { track_commit_timestamp: "on" },
  );

async function mostPerSecond({ db }: BenchDatabase): Promise<number> {
  await clear(db);
  const ingest = startChild("ingest-process.ts", { url: db.url, fixedWindowMs: null });
  const load = startChild("load-process.ts", {
    port: Number(await ingest.until("port")),
    sockets,
    messagesEach: floodEach,
    perSecond: 0,
    seconds: 0,
    isSingle: true,
  });
  try {
    await load.until("ready");
    const startedAt = performance.now();
    load.tell("go");
    await untilStored(db, sockets * floodEach);
    return (sockets * floodEach * 1000) / (performance.now() - startedAt);
  } finally {
    await load.stop();
    await ingest.stop();
  }
}

async function paced({ db, pid }: BenchDatabase, fixedWindowMs: number | null, perSecond: number): Promise<Run> {
  await clear(db);
  const ingest = startChild("ingest-process.ts", { url: db.url, fixedWindowMs });
  const load = startChild("load-process.ts", { port: Number(await ingest.until("port")), sockets, messagesEach: 0, perSecond, seconds });
  const cpu = () => cpuSecondsOf([ingest.pid]) + cpuSecondsOf(processTree(pid()));
  try {
    await load.until("ready");
    const before = cpu();
    const sentFrom = new Date();
    load.tell("go");
    await load.until("sent");
    const used = cpu() - before;
    await untilStored(db, perSecond * seconds + sockets);
    return { ...(await readDelays(db, sentFrom)), cpu: (used * 1e6) / (perSecond * seconds) };
  } finally {
    await load.stop();
    await ingest.stop();
  }
}

async function untilStored(db: Database, total: number): Promise<void> {
  const counted = sql`
    select coalesce(sum(qty), 0) as count from (
      select qty from substrate_log_stats union all select unnest(qtys) from substrate_log_delta) everything`;
  while (((await db.rows(counted, Count))[0]?.count ?? 0) < total) await pause(200);
}

async function clear(db: Database): Promise<void> {
  await db.pool.query(
    "truncate substrate_logs, substrate_log_stats, substrate_log_delta, peer_connections, telemetry_node, telemetry_chain",
  );
}
