import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";
import type { Bench } from "./harness/bench.ts";
import { type BenchDatabase, withDatabase } from "./harness/bench-database.ts";
import { type Figure, median } from "./harness/figure.ts";
import { cpuSecondsOf, processTree } from "./harness/process-figures.ts";
import { startProduct } from "./harness/product-server.ts";
import { createBareTable, generateBareClient } from "./telemetry/bare-table.ts";
import { startChild } from "./telemetry/child.ts";

const sockets = 200;
const messagesEach = { product: 2_000, bare: 2_000, createMany: 200 } as const;
type Way = keyof typeof messagesEach;

interface Run {
  perSecond: number;
  /** Microseconds a message. */
  nodeCpu: number;
  postgresCpu: number;
}

/** Something that takes messages on a port and stores them. */
interface Receiver {
  port: number;
  pid: number;
  /** Resolves when so many are committed. */
  stored(): Promise<void>;
  stop(): Promise<void>;
}

const Count = z.object({ count: column.count });

/**
 * Messages a second from 200 sockets that send as fast as they are read, until all are committed: the product's own server
 * with the role `ingest`, a bare loop of ws and COPY, and Prisma's createMany. The three take turns in every round.
 */
export const telemetryIngest: Bench = ({ rounds, say }) =>
  withDatabase(async (database) => {
    const { db } = database;
    await createBareTable(db);
    const client = await generateBareClient();
    const start: Record<Way, () => Promise<Receiver>> = {
      product: () => startIngest(db),
      bare: () => startPeer("bare-process.ts", { url: db.url, rows: sockets * messagesEach.bare }),
      createMany: () => startPeer("create-many-process.ts", { url: db.url, rows: sockets * messagesEach.createMany, client }),
    };
    const measure = async (way: Way): Promise<Run> => {
      await db.pool.query("truncate bare_log, substrate_logs, substrate_log_stats, substrate_log_delta, peer_connections, telemetry_node");
      const receiver = await start[way]();
      try {
        const run = await timeOf(database, receiver, messagesEach[way]);
        await assertStored(db, way);
        say(
          `${way}: ${Math.round(run.perSecond).toLocaleString("en")} messages/s, ${run.nodeCpu.toFixed(1)} µs of Node and ${run.postgresCpu.toFixed(1)} µs of PostgreSQL each`,
        );
        return run;
      } finally {
        await receiver.stop();
      }
    };
    say("warming up");
    for (const way of ["bare", "product"] as const) await measure(way);
    const measured: Record<Way, Run>[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      measured.push({ bare: await measure("bare"), product: await measure("product"), createMany: await measure("createMany") });
    }
    return figuresOf(measured);
  });

async function timeOf({ pid }: BenchDatabase, receiver: Receiver, each: number): Promise<Run> {
  const load = startChild("load-process.ts", { port: receiver.port, sockets, messagesEach: each, perSecond: 0, seconds: 0 });
  try {
    await load.until("ready");
    await pause(300);
    const cpu = () => ({ node: cpuSecondsOf([receiver.pid]), postgres: cpuSecondsOf(processTree(pid())) });
    const before = cpu();
    const startedAt = performance.now();
    load.tell("go");
    await Promise.race([receiver.stored(), load.failure]);
    const seconds = (performance.now() - startedAt) / 1000;
    const after = cpu();
    const count = sockets * each;
    return {
      perSecond: count / seconds,
      nodeCpu: ((after.node - before.node) * 1e6) / count,
      postgresCpu: ((after.postgres - before.postgres) * 1e6) / count,
    };
  } finally {
    await load.stop();
  }
}

async function startPeer(file: string, options: object): Promise<Receiver> {
  const child = startChild(file, options);
  const port = Number(await child.until("port"));
  return { port, pid: child.pid, stored: async () => void (await child.until("stored")), stop: () => child.stop() };
}

async function startIngest(db: Database): Promise<Receiver> {
  const product = await startProduct({ DATABASE_URL: db.url, FLEETLIGHT_ROLES: "ingest" });
  const total = sockets * messagesEach.product;
  const givenIds = sql`select coalesce(pg_sequence_last_value('substrate_logs_id_seq'), 0) as count`;
  const counted = sql`
    select coalesce(sum(qty), 0) as count from (
      select qty from substrate_log_stats union all select unnest(qtys) from substrate_log_delta) everything`;
  const ask = async (query: Sql) => (await db.rows(query, Count))[0]?.count ?? 0;
  const idsBefore = await ask(givenIds);
  return {
    port: Number(new URL(product.url).port),
    pid: product.pid,
    async stored() {
      // Asking for the counts costs; nobody asks before nearly all ids are given away, which costs nothing to know.
      while ((await ask(givenIds)) - idsBefore < total - 20_000) await pause(20);
      while ((await ask(counted)) < total) await pause(20);
    },
    stop: () => product.stop(),
  };
}

/** @throws when a row is missing or there twice */
async function assertStored(db: Database, way: Way): Promise<void> {
  const table = way === "product" ? sql`select count(*) as count from substrate_logs` : sql`select count(*) as count from bare_log`;
  const count = (await db.rows(table, Count))[0]?.count;
  if (count !== sockets * messagesEach[way]) throw new Error(`${way} stored ${count} of ${sockets * messagesEach[way]} messages`);
}

function figuresOf(measured: readonly Record<Way, Run>[]): Figure[] {
  const middle = (pick: (round: Record<Way, Run>) => number) => median(measured.map(pick));
  return [
    {
      name: "product ÷ bare ws → COPY",
      value: middle(({ product, bare }) => product.perSecond / bare.perSecond),
      unit: "ratio",
      aim: { atLeast: 0.75 },
      note: "validated, with nodes, counts and indexes; none lost",
    },
    {
      name: "product ÷ createMany",
      value: middle(({ product, createMany }) => product.perSecond / createMany.perSecond),
      unit: "ratio",
      aim: { atLeast: 6 },
    },
    { name: "product", value: middle(({ product }) => product.perSecond), unit: "messages/s" },
    { name: "bare ws → COPY", value: middle(({ bare }) => bare.perSecond), unit: "messages/s" },
    { name: "createMany", value: middle(({ createMany }) => createMany.perSecond), unit: "messages/s" },
    { name: "Node CPU, product", value: middle(({ product }) => product.nodeCpu), unit: "µs/message" },
    { name: "Node CPU, bare", value: middle(({ bare }) => bare.nodeCpu), unit: "µs/message" },
    {
      name: "PostgreSQL CPU, product",
      value: middle(({ product }) => product.postgresCpu),
      unit: "µs/message",
      note: "all of its processes",
    },
    { name: "PostgreSQL CPU, bare", value: middle(({ bare }) => bare.postgresCpu), unit: "µs/message" },
  ];
}
