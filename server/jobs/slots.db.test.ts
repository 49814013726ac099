import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { openDatabase } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import type { JobRunner } from "./start.ts";
import { runsOf, startTestRunner, testJob } from "./testing/jobs.ts";

const db = testDatabase();
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

test("three runners with overlapping schedules: each slot runs exactly once", async () => {
  const ran: string[] = [];
  const jobs = ["fleet.refresh-server-status", "fleet.refresh-node-status-view"] as const;
  const definitions = jobs.map((name, index) =>
    testJob({
      name,
      schedule: { everySeconds: index + 1 },
      handler: async (_, { dueAt }) => {
        ran.push(`${name} ${dueAt.toISOString()}`);
        return { count: 1 };
      },
    }),
  );
  const runners: Promise<JobRunner>[] = [];
  for (let number = 0; number < 3; number++) {
    const own = openDatabase(db.url, { poolSize: 4, ingestPoolSize: 1 });
    open.push(own);
    runners.push(startTestRunner(own, definitions));
  }
  open.push(...(await Promise.all(runners)));
  await vi.waitFor(() => expect(ran.length).toBeGreaterThanOrEqual(9), { timeout: 30_000 });
  for (const one of open.splice(3).reverse()) await one.close();
  expect(new Set(ran).size).toBe(ran.length);
  const rows = (await Promise.all(jobs.map((job) => runsOf(db, job)))).flat();
  expect(rows.filter(({ status }) => status === "succeeded")).toHaveLength(ran.length);
  expect(
    rows.every(({ status, attempt, result }) => status === "succeeded" && attempt === 1 && JSON.stringify(result) === '{"count":1}'),
  ).toBe(true);
});

test("a slot missed by more than the job allows is skipped; one just missed runs once", async () => {
  const ran: string[] = [];
  const handler = (name: string) => async () => {
    ran.push(name);
    return {};
  };
  // Yearly slots: both are long over, the second may still start.
  const late = testJob({ name: "usage.purge", schedule: { cron: "0 0 1 1 *" }, startWithinMs: 1, handler: handler("skipped") });
  const daily = testJob({ name: "auth.purge", schedule: { cron: "0 0 1 1 *" }, handler: handler("made up for") });
  const marker = testJob({ name: "fleet.refresh-server-status", schedule: { everySeconds: 1 }, handler: handler("tick") });
  open.push(await startTestRunner(db, [late, daily, marker]));
  await vi.waitFor(() => expect(ran.filter((name) => name === "tick").length).toBeGreaterThanOrEqual(2), { timeout: 15_000 });
  expect(ran.filter((name) => name !== "tick")).toEqual(["made up for"]);
  expect(await runsOf(db, "usage.purge")).toEqual([]);
});

test("a run that takes longer than its period delays the next; they neither overlap nor pile up", async () => {
  let active = 0;
  let most = 0;
  let count = 0;
  const slow = testJob({
    name: "fleet.purge",
    schedule: { everySeconds: 1 },
    handler: async () => {
      most = Math.max(most, ++active);
      const before = await db.rows(sql`select now() as at`, z.object({ at: z.date() }));
      // Goes on until two more slots have come due.
      await vi.waitFor(() => expect(Date.now() - (before[0]?.at.getTime() ?? 0)).toBeGreaterThan(2_100), { timeout: 10_000 });
      active--;
      count++;
      return {};
    },
  });
  open.push(await startTestRunner(db, [slow]));
  await vi.waitFor(() => expect(count).toBeGreaterThanOrEqual(2), { timeout: 20_000 });
  expect(most).toBe(1);
  const waiting = (await runsOf(db, "fleet.purge")).filter(({ status }) => status === "queued");
  expect(waiting.length).toBeLessThanOrEqual(1);
});
