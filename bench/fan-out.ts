import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "#lib/core/database";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { median } from "./harness/figure.ts";
import { cpuSecondsOf } from "./harness/process-figures.ts";
import { type ProductServer, startProduct } from "./harness/product-server.ts";
import { startChild } from "./telemetry/child.ts";
import { readDelays } from "./telemetry/read-delays.ts";

const nodes = 200;
const perSecond = 20_000;
const seconds = 10;
const dashboards = 9_950;
const watchers = 50;
const broadcasts = 20;
const key = "bench-key-bench-key-bench-key-bench-key";

interface Run {
  /** From sending to COMMIT, ms. */
  p99Ms: number;
  /** Of the server's process, seconds of CPU a second. */
  cpu: number;
  heard: { messages: number; bytes: number };
}

/**
 * 20,000 messages a second from 200 nodes, alone and with 10,000 open pages, of which 50 watch the live list: what the pages cost
 * the ingest, and what one broadcast per message would cost.
 */
export const fanOut: Bench = ({ rounds, say }) =>
  withDatabase(
    async ({ db }) => {
      const runs: { calm: Run; crowded: Run; perBroadcast: number }[] = [];
      for (let round = 1; round <= rounds; round++) {
        const product = await startProduct({
          DATABASE_URL: db.url,
          FLEETLIGHT_ROLES: "web,ingest",
          BOOTSTRAP_API_KEY: key,
          RATE_LIMIT_PER_MINUTE: "100000000",
        });
        try {
          await measure(db, product, 3, undefined);
          const calm = await measure(db, product, seconds, undefined);
          say(`round ${round} of ${rounds}: alone, p99 ${calm.p99Ms.toFixed(1)} ms, ${calm.cpu.toFixed(2)} cores`);
          const pages = startChild("dashboards-process.ts", { url: product.url, key, dashboards, watchers, isPlain: false });
          try {
            await pages.until("ready");
            const crowded = await measure(db, product, seconds, pages);
            say(
              `with ${dashboards + watchers} pages: p99 ${crowded.p99Ms.toFixed(1)} ms, ${crowded.cpu.toFixed(2)} cores, ${crowded.heard.messages} messages of ${(crowded.heard.bytes / 1e6).toFixed(0)} MB heard`,
            );
            runs.push({ calm, crowded, perBroadcast: await costOfBroadcast() });
          } finally {
            await pages.stop();
          }
        } finally {
          await product.stop();
        }
      }
      const middle = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
      const added = ({ calm, crowded }: (typeof runs)[number]) => Math.max(0.001, crowded.cpu - calm.cpu);
      return [
        {
          name: "ingest p99 with pages ÷ alone",
          value: middle(({ calm, crowded }) => crowded.p99Ms / calm.p99Ms),
          unit: "ratio",
          aim: { atMost: 1.3 },
          note: "from sending to COMMIT",
        },
        {
          name: "one broadcast per message ÷ ours, CPU",
          value: middle((run) => (run.perBroadcast * perSecond) / added(run)),
          unit: "ratio",
          aim: { atLeast: 5 },
          note: "of the server's process; what the pages add",
        },
        { name: "ingest p99 alone", value: middle(({ calm }) => calm.p99Ms), unit: "ms" },
        { name: "CPU that the pages add", value: middle(added), unit: "cores" },
        { name: "CPU of one broadcast", value: middle(({ perBroadcast }) => perBroadcast * 1_000), unit: "ms" },
      ];
    },
    { track_commit_timestamp: "on" },
  );

async function measure(
  db: Database,
  product: ProductServer,
  forSeconds: number,
  pages: ReturnType<typeof startChild> | undefined,
): Promise<Run> {
  const load = startChild("load-process.ts", {
    port: Number(new URL(product.url).port),
    sockets: nodes,
    messagesEach: 1,
    perSecond,
    seconds: forSeconds,
  });
  const heard = async () => {
    pages?.tell("how many");
    const [messages = 0, bytes = 0] = ((await pages?.until("heard")) ?? "").split(" ").map(Number);
    return { messages, bytes };
  };
  try {
    await load.until("ready");
    const heardBefore = await heard();
    const [cpu, startedAt, sentFrom] = [cpuSecondsOf([product.pid]), performance.now(), new Date()];
    load.tell("go");
    await load.until("sent");
    await pause(300);
    const elapsed = (performance.now() - startedAt) / 1_000;
    const used = cpuSecondsOf([product.pid]) - cpu;
    const heardAfter = await heard();
    return {
      p99Ms: (await readDelays(db, sentFrom)).p99,
      cpu: used / elapsed,
      heard: { messages: heardAfter.messages - heardBefore.messages, bytes: heardAfter.bytes - heardBefore.bytes },
    };
  } finally {
    await load.stop();
  }
}

/** CPU seconds of one broadcast to as many sockets, and nothing else. */
async function costOfBroadcast(): Promise<number> {
  const server = startChild("broadcast-process.ts", { broadcasts });
  try {
    const url = `http://127.0.0.1:${await server.until("port")}`;
    const readers = startChild("dashboards-process.ts", { url, key, dashboards: dashboards + watchers, watchers: 0, isPlain: true });
    try {
      await readers.until("ready");
      const before = cpuSecondsOf([server.pid]);
      server.tell("go");
      await server.until("done");
      return (cpuSecondsOf([server.pid]) - before) / broadcasts;
    } finally {
      await readers.stop();
    }
  } finally {
    await server.stop();
  }
}
