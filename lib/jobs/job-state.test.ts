import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { type JobFacts, jobState } from "#lib/jobs/job-state";
import type { JobState } from "#lib/jobs/schema";

type Run = NonNullable<JobFacts["last"]>;
const at = (seconds: number) => fromNoon({ seconds });

function run(status: Run["status"], dueS: number, options: { tookS?: number; attempt?: number } = {}): Run {
  const { tookS = 1, attempt = status === "queued" ? 0 : 1 } = options;
  const isOver = status === "succeeded" || status === "failed";
  return {
    status,
    dueAt: at(dueS),
    startedAt: attempt === 0 ? null : at(dueS),
    finishedAt: isOver ? at(dueS + tookS) : null,
    attempt,
  };
}

const every15 = { everySeconds: 15 };
const hourly = { cron: "0 * * * *" };
const daily = { cron: "41 3 * * *" };
const onDemand = { onDemand: true } as const;

interface Case extends Partial<JobFacts> {
  state: JobState;
  overdueS?: number;
}

test.each<[string, Case]>([
  ["the last run went well", { ended: run("succeeded", -10), state: "ok" }],
  ["one runs, the one before went well", { last: run("running", -2), ended: run("succeeded", -17), state: "running" }],
  ["the first one runs", { last: run("running", -2), state: "running" }],
  ["the last one failed", { ended: run("failed", -10), state: "failed" }],
  ["a failure stays until a run succeeds", { last: run("running", -2), ended: run("failed", -17), state: "failed" }],
  ["an attempt failed, another follows", { schedule: hourly, last: run("queued", -10, { attempt: 1 }), state: "retrying" }],
  ["a slot missed is not late yet", { ended: run("succeeded", -40), state: "ok" }],
  ["slots missed", { ended: run("succeeded", -75), state: "late", overdueS: -60 }],
  ["missed slots are worse than a failure", { ended: run("failed", -75), state: "late", overdueS: -60 }],
  ["slots that a long run took are not missed", { ended: run("succeeded", -300, { tookS: 295 }), state: "ok" }],
  [
    "a run waits for a process",
    { schedule: hourly, last: run("queued", -61), ended: run("succeeded", -3600), state: "late", overdueS: -61 },
  ],
  ["it has just come due", { schedule: hourly, last: run("queued", -59), ended: run("succeeded", -3600), state: "ok" }],
  ["an hour was skipped", { schedule: hourly, ended: run("succeeded", -7200), state: "late", overdueS: -3600 }],
  ["it runs within its time-out", { last: run("running", -110), ended: run("succeeded", -125), timeoutMs: 60_000, state: "running" }],
  ["it runs and runs", { last: run("running", -121), ended: run("succeeded", -136), timeoutMs: 60_000, state: "stuck" }],
  ["never ran, nothing may start", { schedule: daily, startWithinMs: 60_000, state: "never_ran" }],
  ["on demand, never asked for", { schedule: onDemand, startWithinMs: 0, state: "never_ran" }],
  ["on demand, long ago", { schedule: onDemand, ended: run("succeeded", -999_999), state: "ok" }],
  ["no process, whatever it was", { ended: run("succeeded", -10), hasProcess: false, state: "unattended" }],
  ["no process, and since when", { ended: run("failed", -75), hasProcess: false, state: "unattended", overdueS: -60 }],
])("%s", (_name, { state, overdueS, ...facts }) => {
  const full = {
    schedule: every15,
    startWithinMs: 15_000,
    timeoutMs: 600_000,
    last: facts.ended,
    ended: undefined,
    hasProcess: true,
    ...facts,
  };
  expect(jobState(full, noon)).toEqual({ state, overdueSince: overdueS === undefined ? undefined : at(overdueS) });
});

test("never ran, though an hour's slot came ten minutes ago", () => {
  const facts = { schedule: hourly, startWithinMs: 3_600_000, timeoutMs: 1_000, last: undefined, ended: undefined, hasProcess: true };
  expect(jobState(facts, fromNoon({ minutes: 10 }))).toEqual({ state: "late", overdueSince: noon });
});
