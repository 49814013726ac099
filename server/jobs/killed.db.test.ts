import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { forgetJobQueue } from "#lib/jobs/queue";
import { runJobNow } from "#lib/jobs/run-job-now";
import { runsOf, startTestRunner, testJob } from "./testing/jobs.ts";

const db = testDatabase();
const patience = { timeout: 50_000, interval: 200 };

/** A job process, and everything it has said so far. */
function startProcess(): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "testing/runner-process.ts"), db.url], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, LOG_LEVEL: "silent" },
  });
  let text = "";
  child.stdout?.on("data", (data: Buffer) => {
    text += data.toString();
  });
  return { child, said: () => text };
}

test("kill -9 in the middle of runs: one is tried again elsewhere, one is recorded as failed, none runs for ever", async () => {
  const { child, said } = startProcess();
  await vi.waitFor(() => expect(said()).toContain("started"), patience);
  const ask = (name: string) => runJobNow(testContext(db, { now: new Date() }), { name });
  const [again, over] = [await ask("usage.purge"), await ask("auth.purge")];
  await vi.waitFor(() => expect(said()).toMatch(new RegExp(`(?=[^]*${again.runId})(?=[^]*${over.runId})`)), patience);
  child.kill("SIGKILL");
  forgetJobQueue();
  const handler = async () => ({ by: "the survivor" });
  const jobs = [testJob({ name: "usage.purge", retryLimit: 1, handler }), testJob({ name: "auth.purge", retryLimit: 0, handler })];
  const survivor = await startTestRunner(db, jobs);
  await vi.waitFor(async () => expect((await runsOf(db, "usage.purge"))[0]?.status).toBe("succeeded"), patience);
  await vi.waitFor(async () => expect((await runsOf(db, "auth.purge"))[0]?.status).toBe("failed"), patience);
  expect(await runsOf(db, "usage.purge")).toMatchObject([{ id: again.runId, attempt: 2, result: { by: "the survivor" } }]);
  expect(await runsOf(db, "auth.purge")).toMatchObject([
    { id: over.runId, attempt: 1, result: null, error: "Interrupted: the process that ran it went away" },
  ]);
  await survivor.close();
}, 120_000);
