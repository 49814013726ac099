import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { createApiKey } from "#lib/auth/create-api-key";
import { permissions } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median } from "./harness/figure.ts";
import { Routes } from "./lists/ask-route.ts";
import { type ConsoleRequest, consoleRequests, type Samples } from "./lists/console-requests.ts";
import { fillConsole } from "./lists/fill-console.ts";
import { accountStatements, statementSettings, statementTime } from "./lists/statement-time.ts";

const sizes = { users: 10_000, itemsEach: 10, billingEvents: 100_000, auditRows: 200_000, jobRuns: 50_000 };
const mostMs = 100;
/** Below this a ratio is noise: a tenth of what a request may take. */
const smallMs = 10;

/**
 * Every request of the operator's console on an installation of 10,000 users and 100,000 queue items: what PostgreSQL
 * spends on it, authentication included, for first pages and late ones.
 */
export const adminLists: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    process.env.RATE_LIMIT_PER_MINUTE = "100000000";
    await accountStatements(db);
    await fillConsole(db, sizes, say);
    const { key } = await createApiKey(systemContext("bench", { db }), { name: "bench", permissions: [...permissions] });
    const routes = new Routes(key);
    const figures: Figure[] = [];
    for (const request of consoleRequests(await samplesOf(db))) {
      say(request.name);
      figures.push(...(await measure(db, routes, request, rounds)));
    }
    return figures;
  }, statementSettings);

async function measure(db: Database, routes: Routes, { name, path, deepRows }: ConsoleRequest, rounds: number): Promise<Figure[]> {
  const first = await timeOf(db, routes, path, rounds);
  const figures = [figureOf(name, first)];
  if (deepRows === undefined) return figures;
  const late = await timeOf(db, routes, await routes.deep(path, deepRows), rounds);
  figures.push(figureOf(`${name}, after ${deepRows} rows`, late));
  figures.push({
    name: `${name}, late ÷ first page`,
    value: Math.max(late.ms, smallMs) / Math.max(first.ms, smallMs),
    unit: "ratio",
    aim: { atMost: 1.5 },
    note: `below ${smallMs} ms taken as ${smallMs}`,
  });
  return figures;
}

interface Time {
  ms: number;
  statements: number;
}

function figureOf(name: string, { ms, statements }: Time): Figure {
  return { name, value: ms, unit: "ms", aim: { atMost: mostMs }, note: `${statements} statements` };
}

/** The median of the rounds, after one that warms up. */
async function timeOf(db: Database, routes: Routes, path: string, rounds: number): Promise<Time> {
  await routes.get(path);
  const times: Time[] = [];
  for (let round = 0; round < rounds; round++) times.push(await statementTime(db, () => routes.get(path)));
  return { ms: median(times.map(({ ms }) => ms)), statements: median(times.map(({ statements }) => statements)) };
}

async function samplesOf(db: Database): Promise<Samples> {
  const Row = z.record(z.string(), z.string());
  const [found] = await db.rows(
    sql`select u.id as "userId", u.email, q.id as "itemId", q.by_order as "order", q.package_id as "packageId",
      (select id from app_user where role = 'admin' order by uid limit 1) as "adminId",
      (select series from package where name like 'Package 8 %' limit 1) as series,
      (select p.series from package p join package_queue i on i.package_id = p.id order by i.position limit 1) as "oldSeries",
      (select id from billing_event order by seq offset 1000 limit 1) as "eventId",
      'bench.job-3' as job, (select id from job_run order by due_at offset 1000 limit 1) as "runId",
      (select id from api_key order by created_at limit 1) as "keyId"
    from app_user u join package_queue q on q.user_id = u.id and q.status = 'active' order by u.uid offset 5000 limit 1`,
    Row,
  );
  return found as unknown as Samples;
}
