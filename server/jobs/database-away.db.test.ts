import { afterEach, expect, test, vi } from "vitest";
import { openDatabase } from "#lib/core/database";
import { testDatabase } from "#lib/core/testing/database";
import { type DatabaseProxy, databaseProxy } from "#lib/core/testing/database-proxy";
import { runsOf, startTestRunner, testJob } from "./testing/jobs.ts";

const db = testDatabase();
const open: { close(): Promise<void> }[] = [];
const patience = { timeout: 40_000 };

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function reachable(): Promise<{ proxy: DatabaseProxy; own: ReturnType<typeof openDatabase> }> {
  const proxy = await databaseProxy(db.url);
  const own = openDatabase(proxy.url, { poolSize: 4, ingestPoolSize: 1 });
  open.push(proxy, own);
  return { proxy, own };
}

test("the database goes away and comes back: slots go on, none runs twice, what was missed is skipped", async () => {
  const ran: string[] = [];
  const job = testJob({
    name: "fleet.refresh-server-status",
    schedule: { everySeconds: 1 },
    handler: async (_, { dueAt }) => {
      ran.push(dueAt.toISOString());
      return {};
    },
  });
  const { proxy, own } = await reachable();
  open.push(await startTestRunner(own, [job]));
  await vi.waitFor(() => expect(ran.length).toBeGreaterThanOrEqual(2), patience);
  await proxy.away();
  const before = Date.now();
  await vi.waitFor(() => expect(Date.now() - before).toBeGreaterThan(4_000), patience);
  const untilAway = ran.length;
  await proxy.back();
  await vi.waitFor(() => expect(ran.length).toBeGreaterThanOrEqual(untilAway + 3), patience);
  expect(new Set(ran).size).toBe(ran.length);
  const awaySlots = ran.map((slot) => Date.parse(slot)).filter((slot) => slot > before + 500 && slot < before + 3_000);
  expect(awaySlots).toEqual([]);
});

test("a runner that starts while the database is away runs jobs once it is there", async () => {
  const { proxy, own } = await reachable();
  await proxy.away();
  const job = testJob({ name: "auth.purge", schedule: { cron: "0 0 1 1 *" }, handler: async () => ({}) });
  open.push(await startTestRunner(own, [job]));
  expect(await runsOf(db, "auth.purge")).toEqual([]);
  await proxy.back();
  await vi.waitFor(async () => expect((await runsOf(db, "auth.purge")).map(({ status }) => status)).toEqual(["succeeded"]), patience);
});

test("closing does not wait for a database that is away", async () => {
  const { proxy, own } = await reachable();
  const runner = await startTestRunner(own, [testJob({ name: "usage.purge", handler: async () => ({}) })]);
  await proxy.away();
  await runner.close();
});
