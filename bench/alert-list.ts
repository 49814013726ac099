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
      const ask = () => routes.get(request.path);
      const bare = () => Promise.all(bareSql(request).map((text) => db.pool.query(text)));
      for (const warm of [ask, bare, ask, bare]) await warm();
      const [asked, written]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < pages * rounds; turn++) {
        written.push(await timeOf(bare));
        asked.push(await timeOf(ask));
      }
      const [askedMs, writtenMs] = [quantile(asked, 0.95), quantile(written, 0.95)];
      const note = `p95 ${askedMs.toFixed(1)} and ${writtenMs.toFixed(1)} ms, p50 ${quantile(asked, 0.5).toFixed(1)} and ${quantile(written, 0.5).toFixed(1)}`;
      figures.push({ name: `${request.name} ÷ bare SQL`, value: askedMs / writtenMs, unit: "ratio", aim: { atMost: 1.5 }, note });
    }
    figures.push(await overviewTime(routes, rounds));
    return [...figures, await countOf(db)];
  });

async function overviewTime(routes: Routes, rounds: number): Promise<Figure> {
  const times: number[] = [];
  for (let turn = 0; turn < pages * rounds; turn++) times.push(await timeOf(() => routes.get("/api/v1/monitoring/alerts/overview")));
  return { name: "what the bell asks for", value: quantile(times, 0.95), unit: "ms", note: "p95" };
}

async function countOf(db: Database): Promise<Figure> {
  const { rows } = await db.pool.query<{ count: string }>("select count(*) from alert where status = 'firing'");
  return { name: "firing", value: Number(rows[0]?.count), unit: "alerts", note: `of ${sizes.alerts}` };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
