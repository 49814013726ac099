import { expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { forgetJobQueue } from "#lib/jobs/queue";
import { runsOf, startTestRunner, testJob } from "../../jobs/testing/jobs.ts";
import { type RunJobOnce, runJobOnce } from "./run-job-once.ts";

const db = testDatabase();

function once(options: Pick<RunJobOnce, "job"> & Partial<RunJobOnce>) {
  return runJobOnce({ db, at: undefined, isAlone: false, signal: new AbortController().signal, say: () => {}, ...options });
}

/** A handler that says when it has begun and ends when it is told to. */
function heldHandler() {
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const handler = async () => {
    begun.resolve();
    await mayEnd.promise;
    return { by: "the one that was held" };
  };
  return { handler, begun: begun.promise, end: () => mayEnd.resolve() };
}

test("a run as the runner makes it: the slot and the now that were asked for, its row, its result", async () => {
  const at = new Date("2026-11-20T10:00:00Z");
  const job = testJob({
    name: "usage.purge",
    handler: async ({ now }, { dueAt }) => ({ now: now.toISOString(), dueAt: dueAt.toISOString() }),
  });
  const run = await once({ job, at });
  const result = { now: "2026-11-20T10:00:00.000Z", dueAt: "2026-11-20T10:00:00.000Z" };
  expect(run).toMatchObject({ status: "succeeded", requestedBy: "command line", attempt: 1, dueAt: at.toISOString(), result });
  expect(await runsOf(db, "usage.purge")).toMatchObject([{ id: run.id, slot: null, status: "succeeded", result }]);
});

test("a handler that fails is a failed run with its reason, and is not tried again", async () => {
  const job = testJob({ name: "auth.purge", retryLimit: 5, handler: () => Promise.reject(new Error("the disk is full")) });
  expect(await once({ job })).toMatchObject({ status: "failed", error: "the disk is full", result: null });
});

test("two commands: the second is told that the first is at it", async () => {
  const { handler, begun, end } = heldHandler();
  const job = testJob({ name: "jobs.purge-runs", handler });
  const first = once({ job });
  await begun;
  await expect(once({ job })).rejects.toThrow("jobs.purge-runs is being run by another command");
  end();
  expect(await first).toMatchObject({ status: "succeeded" });
});

test("beside a runner they take turns, either way, and nobody calls the command's run dead", async () => {
  const [command, slot] = [heldHandler(), heldHandler()];
  const order: string[] = [];
  const noted = (who: string, handler: () => Promise<Record<string, unknown>>) => async () => {
    order.push(`${who} begins`);
    const result = await handler();
    order.push(`${who} ends`);
    return result;
  };
  const name = "realtime.purge-events" as const;
  const running = once({ job: testJob({ name, handler: noted("command", command.handler) }) });
  await command.begun;
  const schedule = { everySeconds: 1 };
  const job = testJob({ name, schedule, handler: noted("runner", slot.handler) });
  // Starting, a runner settles what looks interrupted: not this.
  const runner = await startTestRunner(db, [job]);
  await expect
    .poll(async () => (await runsOf(db, name)).some(({ slot: taken, status }) => taken !== null && status === "queued"))
    .toBe(true);
  command.end();
  expect(await running).toMatchObject({ status: "succeeded" });
  await slot.begun;
  const said: string[] = [];
  const again = once({ job: testJob({ name, handler: noted("second", async () => ({})) }), say: (words) => said.push(words) });
  await expect.poll(() => said.length, { timeout: 10_000 }).toBe(1);
  slot.end();
  await again;
  await runner.close();
  forgetJobQueue();
  expect(order.slice(0, 5)).toEqual(["command begins", "command ends", "runner begins", "runner ends", "second begins"]);
});
