import { systemContext } from "#lib/auth/context";
import { createApiKey } from "#lib/auth/create-api-key";
import type { Database } from "#lib/core/database";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, quantile } from "./harness/figure.ts";
import { Routes } from "./lists/ask-route.ts";
import { fillMessages, fillNodes } from "./telemetry/fill-messages.ts";
import { type LogRequest, logRequests } from "./telemetry/log-requests.ts";

const filling = { peers: 200, days: 5 };
/** Of a round: enough for a 99th percentile over three. */
const requests = 200;
const warmUps = 100;

interface Measured {
  millions: number;
  name: string;
  asked: number[];
  bare: number[];
}

/**
 * Messages and counts of one of 200 peers by the product's own route handlers, in turns with the same question as bare SQL over the
 * same pool, over 1 M and 10 M messages of five days: what is asked costs what it answers, not what there is.
 */
export const telemetryQuery: Bench = ({ rounds, say }) =>
  withDatabase(
    async ({ db }) => {
      process.env.RATE_LIMIT_PER_MINUTE = "100000000";
      const { key } = await createApiKey(systemContext("bench", { db }), { name: "bench", permissions: ["telemetry:read"] });
      const routes = new Routes(key);
      await fillNodes(db, filling);
      const measured: Measured[] = [];
      let filled = 0;
      for (const millions of [1, 10]) {
        say(`filling up to ${millions} M messages`);
        await fillMessages(db, filling, (millions - filled) * 1e6, say);
        filled = millions;
        for (const request of logRequests) measured.push({ millions, name: request.name, ...(await measure(db, routes, request, rounds)) });
      }
      return figuresOf(measured);
    },
    { max_wal_size: "8GB", checkpoint_timeout: "30min", synchronous_commit: "off" },
  );

/** In turns, each time another peer. */
async function measure(db: Database, routes: Routes, request: LogRequest, rounds: number): Promise<Pick<Measured, "asked" | "bare">> {
  const [asked, bare]: [number[], number[]] = [[], []];
  for (let turn = -warmUps; turn < requests * rounds; turn++) {
    const peer = (turn * 37 + 5_000) % filling.peers;
    const now = new Date();
    const ask = await routes.prepare(request.path(peer, now));
    const answer = { body: "" };
    const askedMs = await timeOf(async () => {
      answer.body = await ask();
    });
    if (!answer.body.startsWith("[{")) throw new Error(`${request.name} answered nothing`);
    const bareMs = await timeOf(() => db.pool.query(request.sql(peer, now)));
    if (turn < 0) continue;
    asked.push(askedMs);
    bare.push(bareMs);
  }
  return { asked, bare };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function figuresOf(measured: readonly Measured[]): Figure[] {
  const p99 = (values: readonly number[]) => quantile(values, 0.99);
  return [...Map.groupBy(measured, ({ name }) => name)].flatMap(([name, [small, large]]): Figure[] => {
    if (!small || !large) return [];
    const note = ({ asked, bare }: Measured) =>
      `p50 ${quantile(asked, 0.5).toFixed(2)} ms, bare p50 ${quantile(bare, 0.5).toFixed(2)}, p99 ${p99(bare).toFixed(2)} ms`;
    return [
      ...[small, large].map((each) => ({ name: `${name}: ${each.millions} M, p99`, value: p99(each.asked), unit: "ms", note: note(each) })),
      { name: `${name}: ÷ bare SQL at 10 M`, value: p99(large.asked) / p99(large.bare), unit: "ratio", note: "p99" },
      { name: `${name}: growth 1 M → 10 M`, value: p99(large.asked) / p99(small.asked), unit: "ratio", aim: { atMost: 1.5 }, note: "p99" },
    ];
  });
}
