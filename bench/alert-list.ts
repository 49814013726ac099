import { systemContext } from "#lib/auth/context";
import { createApiKey } from "#lib/auth/create-api-key";
import type { Database } from "#lib/core/database";
import { alertRequests, bareSql } from "./alerts/alert-requests.ts";
import { fillAlerts } from "./alerts/fill-alerts.ts";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, quantile } from "./harness/figure.ts";
import { Routes } from "./lists/ask-route.ts";

const sizes = { alerts: 100_000, firing: 5_000, rules: 20 };
/** Pages of each kind in a round: enough for a 95th percentile. */
const pages = 40;
const warmTurns = 50;

/**
 * Filtered pages of alerts with their facets, by the product's own route handlers, in turns with the same two statements by
 * hand over the same pool: authentication, filters, checks and views may cost half as much again.
 */
export const alertList: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    process.env.RATE_LIMIT_PER_MINUTE = "100000000";
    say(`writing ${sizes.alerts} alerts`);
    await fillAlerts(db, sizes);
    const { key } = await createApiKey(systemContext("bench", { db }), { name: "bench", permissions: ["monitoring:read"] });
    const routes = new Routes(key);
    const figures: Figure[] = [];
    for (const request of alertRequests) {
      say(request.name);
      const ask = await routes.prepare(request.path);
      const bare = () => Promise.all(bareSql(request).map((text) => db.pool.query(text)));
      // A server that has answered for a minute is compiled, and its connections know the statement.
      for (let turn = 0; turn < warmTurns; turn++) for (const work of [bare, ask]) await work();
      const [asked, written]: [Cost[], Cost[]] = [[], []];
      for (let turn = 0; turn < pages * rounds; turn++) {
        written.push(await costOf(bare));
        asked.push(await costOf(ask));
      }
      const value = at(asked, "wallMs", 0.95) / at(written, "wallMs", 0.95);
      figures.push({ name: `${request.name} ÷ bare SQL`, value, unit: "ratio", aim: { atMost: 1.5 }, note: noteOf(asked, written) });
    }
    figures.push(await overviewTime(routes, rounds));
    return [...figures, await countOf(db)];
  });

async function overviewTime(routes: Routes, rounds: number): Promise<Figure> {
  const ask = await routes.prepare("/api/v1/monitoring/alerts/overview");
  const costs: Cost[] = [];
  for (let turn = 0; turn < pages * rounds; turn++) costs.push(await costOf(ask));
  return { name: "what the bell asks for", value: at(costs, "wallMs", 0.95), unit: "ms", note: "p95" };
}

async function countOf(db: Database): Promise<Figure> {
  const { rows } = await db.pool.query<{ count: string }>("select count(*) from alert where status = 'firing'");
  return { name: "firing", value: Number(rows[0]?.count), unit: "alerts", note: `of ${sizes.alerts}` };
}

interface Cost {
  wallMs: number;
  cpuMs: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

function at(costs: readonly Cost[], figure: keyof Cost, share: number): number {
  return quantile(
    costs.map((cost) => cost[figure]),
    share,
  );
}

function noteOf(asked: readonly Cost[], written: readonly Cost[]): string {
  const pair = (name: string, figure: keyof Cost, share: number) =>
    `${name} ${at(asked, figure, share).toFixed(1)} and ${at(written, figure, share).toFixed(1)} ms`;
  return [pair("p95", "wallMs", 0.95), pair("p50", "wallMs", 0.5), pair("CPU of the process", "cpuMs", 0.5)].join(", ");
}
