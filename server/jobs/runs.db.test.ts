import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { anonymousActor, keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { transaction } from "#lib/core/transaction";
import type { Job } from "#lib/jobs/define-job";
import { enqueueJob } from "#lib/jobs/enqueue-job";
import { listJobRuns } from "#lib/jobs/list-job-runs";
import { listJobs } from "#lib/jobs/list-jobs";
import { purgeRuns } from "#lib/jobs/purge-runs";
import { jobQueue } from "#lib/jobs/queue";
import { runJobNow } from "#lib/jobs/run-job-now";
import { showJobRun } from "#lib/jobs/show-job-run";
import { readEvents } from "#lib/realtime/read-events";
import type { JobRunner } from "./start.ts";
import { runsOf, startTestRunner, testJob } from "./testing/jobs.ts";

const db = testDatabase();
const runners: JobRunner[] = [];
const writer = keyActor(["settings:write"]);
const reader = keyActor(["settings:read"]);

beforeEach(async () => {
  await db.rows(sql`with a as (delete from job_run), b as (delete from event_log) delete from audit_log returning 1`, z.unknown());
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});

async function start(...jobs: Job[]): Promise<void> {
  runners.push(await startTestRunner(db, jobs));
}

const ask = (name: string) => runJobNow(testContext(db, { actor: writer, now: new Date() }), { name });
const show = (runId: string) => showJobRun(testContext(db, { actor: reader }), { runId });
const finished = async () => (await readEvents(db, { after: 0n, limit: 50 })).map(({ event }) => event);
const ends = (runId: string) => vi.waitFor(async () => expect((await show(runId)).finishedAt).not.toBeNull(), 15_000);

test("a run on request: 202's runId leads to its result, it is audited and announced", async () => {
  await start(testJob({ name: "usage.purge", handler: async (ctx) => ({ by: ctx.actor.label }) }));
  const { runId } = await ask("usage.purge");
  await ends(runId);
  expect(await show(runId)).toMatchObject({
    job: "usage.purge",
    status: "succeeded",
    attempt: 1,
    result: { by: "job usage.purge" },
    error: null,
    requestedBy: writer.label,
  });
  expect(await finished()).toEqual([
    expect.objectContaining({ type: "job:finished", payload: { job: "usage.purge", runId, status: "succeeded" } }),
  ]);
  expect(await db.prisma.auditLog.findMany({ select: { action: true, subjectId: true, actorLabel: true } })).toEqual([
    { action: "job.run", subjectId: "usage.purge", actorLabel: writer.label },
  ]);
});

test("who asks while a run waits gets that run", async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await start(
    testJob({
      name: "usage.purge",
      handler: async () => {
        await gate;
        return {};
      },
    }),
  );
  const first = await ask("usage.purge");
  await vi.waitFor(async () => expect((await show(first.runId)).status).toBe("running"), 10_000);
  const [second, third] = [await ask("usage.purge"), await ask("usage.purge")];
  expect(second.runId).not.toBe(first.runId);
  expect(third.runId).toBe(second.runId);
  release();
  await ends(second.runId);
  expect((await runsOf(db, "usage.purge")).map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
});

test("a failing handler is tried again and recorded with its error; the last failure is announced", async () => {
  const attempts: number[] = [];
  await start(
    testJob({
      name: "auth.purge",
      retryLimit: 1,
      handler: async () => {
        attempts.push(attempts.length + 1);
        throw new Error(`no ${attempts.length}`);
      },
    }),
  );
  const { runId } = await ask("auth.purge");
  await vi.waitFor(
    async () => expect(await show(runId)).toMatchObject({ status: "queued", attempt: 1, error: "no 1", finishedAt: null }),
    10_000,
  );
  expect(await finished()).toEqual([]);
  await vi.waitFor(async () => expect((await show(runId)).status).toBe("failed"), 30_000);
  expect(await show(runId)).toMatchObject({ status: "failed", attempt: 2, error: "no 2", result: null });
  expect(attempts).toEqual([1, 2]);
  expect((await finished()).map(({ payload }) => payload)).toEqual([{ job: "auth.purge", runId, status: "failed" }]);
});

test("a run that takes too long has failed, and its handler is told to stop", async () => {
  let told: unknown;
  await start(
    testJob({
      name: "usage.purge",
      timeoutMs: 300,
      retryLimit: 0,
      handler: (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            told = signal.reason;
          });
        }),
    }),
  );
  const { runId } = await ask("usage.purge");
  await ends(runId);
  expect(await show(runId)).toMatchObject({ status: "failed", error: "Timed out after 300 ms" });
  expect(told).toBeInstanceOf(Error);
});

test("close waits for a running handler, and hands back one that does not end", async () => {
  let started = 0;
  const handler = (_: unknown, { signal }: { signal: AbortSignal }) => {
    started++;
    return started === 1 ? new Promise<never>(() => signal.addEventListener("abort", () => {})) : Promise.resolve({ again: true });
  };
  const job = testJob({ name: "usage.purge", retryLimit: 2, handler });
  const first = await startTestRunner(db, [job], { closeWithinMs: 1_000 });
  const { runId } = await ask("usage.purge");
  await vi.waitFor(async () => expect((await show(runId)).status).toBe("running"), 10_000);
  await first.close();
  expect(await show(runId)).toMatchObject({ status: "queued", attempt: 1, error: "Interrupted: the process was stopped" });
  await start(job);
  await vi.waitFor(async () => expect((await show(runId)).status).toBe("succeeded"), 30_000);
  expect(await show(runId)).toMatchObject({ attempt: 2, result: { again: true }, error: null });
});

test("a handler enqueues another job with its own transaction; a rollback enqueues nothing", async () => {
  const ran: string[] = [];
  await start(
    testJob({
      name: "fleet.refresh-node-status-view",
      handler: async () => {
        ran.push("view");
        return {};
      },
    }),
  );
  const queue = await jobQueue(db);
  const options = { queue, job: "fleet.refresh-node-status-view", now: new Date() };
  const failed = transaction(db, async (tx) => {
    await enqueueJob(tx, options);
    throw new Error("rolled back");
  });
  await expect(failed).rejects.toThrow("rolled back");
  expect(await runsOf(db, options.job)).toEqual([]);
  const { runId } = await transaction(db, (tx) => enqueueJob(tx, options));
  await vi.waitFor(async () => expect((await show(runId)).status).toBe("succeeded"), 20_000);
  expect(ran).toEqual(["view"]);
});

test("the list says schedule, last and next run, lag and duration", async () => {
  await start(
    testJob({
      name: "fleet.refresh-server-status",
      description: "Looks.",
      schedule: { everySeconds: 3_600 },
      handler: async () => ({ looked: 1 }),
    }),
    testJob({ name: "usage.purge", handler: async () => ({}) }),
  );
  await vi.waitFor(async () => expect((await runsOf(db, "fleet.refresh-server-status"))[0]?.status).toBe("succeeded"), 15_000);
  const { items, processes } = await listJobs(testContext(db, { actor: reader, now: new Date() }), {});
  const ran = expect.objectContaining({ status: "succeeded", result: { looked: 1 }, requestedBy: null });
  expect(items).toEqual([
    {
      name: "fleet.refresh-server-status",
      description: "Looks.",
      schedule: "every 60 min",
      scheduleWords: "every 60 min",
      state: "ok",
      overdueSince: null,
      timeoutMs: 20_000,
      lastRun: ran,
      lastEnded: ran,
      recentRuns: [{ status: "succeeded", dueAt: expect.stringMatching(/:00:00.000Z$/), durationMs: expect.any(Number) }],
      nextRun: expect.stringMatching(/:00:00.000Z$/),
      lagMs: expect.any(Number),
      durationMs: expect.any(Number),
    },
    expect.objectContaining({ name: "usage.purge", schedule: "on demand", lastRun: null, nextRun: null, lagMs: null, durationMs: null }),
  ]);
  expect(items[1]).toMatchObject({ state: "never_ran", recentRuns: [], lastEnded: null });
  expect(processes).toEqual([expect.objectContaining({ name: expect.stringContaining(`process ${process.pid}`), isAlive: true })]);
});

test("a process that stops leaves the list; one that was killed grows old in it, and then nothing is fine", async () => {
  await start(testJob({ name: "usage.purge", handler: async () => ({}) }));
  const { runId } = await ask("usage.purge");
  await ends(runId);
  const list = (now: Date) => listJobs(testContext(db, { actor: reader, now }), {});
  const now = new Date();
  expect((await list(now)).items[0]?.state).toBe("ok");
  const later = await list(new Date(now.getTime() + 60_000));
  expect([later.processes[0]?.isAlive, later.items[0]?.state]).toEqual([false, "unattended"]);
  await runners.pop()?.close();
  const stopped = await list(now);
  expect([stopped.processes, stopped.items[0]?.state]).toEqual([[], "unattended"]);
});

test("history pages backwards, filters by status, and knows its jobs", async () => {
  await start(testJob({ name: "usage.purge", handler: async () => ({}) }));
  await db.rows(
    sql`
    insert into job_run (job, slot, due_at, status)
    select 'usage.purge', g::text, '2026-11-20T00:00:00Z'::timestamptz + g * interval '1 minute', case when g = 3 then 'failed' else 'succeeded' end
    from generate_series(1, 5) g returning 1`,
    z.unknown(),
  );
  const ctx = testContext(db, { actor: reader });
  const first = await listJobRuns(ctx, { name: "usage.purge", limit: 3 });
  const second = await listJobRuns(ctx, { name: "usage.purge", limit: 3, cursor: first.nextCursor ?? "" });
  const minutes = [...first.items, ...second.items].map(({ dueAt }) => dueAt.slice(14, 16));
  expect(minutes).toEqual(["05", "04", "03", "02", "01"]);
  expect(second.nextCursor).toBeNull();
  expect((await listJobRuns(ctx, { name: "usage.purge", status: "failed" })).items).toHaveLength(1);
  await expect(listJobRuns(ctx, { name: "no.such-job" })).rejects.toMatchObject({ code: "not_found" });
  await expect(listJobRuns(ctx, { name: "usage.purge", cursor: "nonsense" })).rejects.toMatchObject({ code: "validation_failed" });
});

test("purging keeps what is open or worth reading", async () => {
  await start(
    testJob({ name: "fleet.refresh-server-status", schedule: { everySeconds: 86_400 }, startWithinMs: 0, handler: async () => ({}) }),
  );
  const rows = [
    { job: "fleet.refresh-server-status", days: 3, status: "succeeded" },
    { job: "fleet.refresh-server-status", days: 1, status: "succeeded" },
    { job: "fleet.refresh-server-status", days: 3, status: "failed" },
    { job: "auth.purge", days: 29, status: "succeeded" },
    { job: "auth.purge", days: 31, status: "failed" },
  ];
  const now = new Date();
  for (const [slot, { job, days, status }] of rows.entries())
    await db.rows(
      sql`insert into job_run (job, slot, due_at, status) values (${job}, ${`${slot}`}, ${new Date(now.getTime() - days * 86_400_000)}, ${status}) returning 1`,
      z.unknown(),
    );
  expect(await purgeRuns(db, now)).toBe(2);
  const kept = await db.rows(sql`select slot from job_run order by slot`, z.object({ slot: z.string() }));
  expect(kept.map(({ slot }) => slot)).toEqual(["1", "2", "3"]);
});

test("permissions and unknown things", async () => {
  const as = (actor: typeof reader | typeof anonymousActor) => testContext(db, { actor });
  await expect(runJobNow(as(reader), { name: "usage.purge" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(runJobNow(as(writer), { name: "no.such-job" })).rejects.toMatchObject({ code: "not_found" });
  await expect(listJobs(as(writer), {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(listJobs(as(anonymousActor), {})).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(show(crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
});
