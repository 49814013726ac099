import { z } from "zod";
import { Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

/**
 * When a job runs. Slots of `everySeconds` start at multiples of it since 1970; `cron` has five fields and means UTC;
 * an on-demand job runs when it is enqueued or asked for.
 */
export const Schedule = z.union([
  z.object({ everySeconds: z.number().int().min(1) }),
  z.object({ cron: z.string() }),
  z.object({ onDemand: z.literal(true) }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** `queued` waits for a process or for its next attempt. */
export const JobRunStatus = z.enum(["queued", "running", "succeeded", "failed"]);
export type JobRunStatus = z.infer<typeof JobRunStatus>;

/** One run of a job. `dueAt` is its slot, or when somebody asked for it; `durationMs` of a running one is null. */
export const JobRunView = z.object({
  id: Id,
  job: z.string(),
  status: JobRunStatus,
  dueAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  durationMs: z.number().nullable(),
  /** 1 for the first try. */
  attempt: z.number().int(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  /** Who asked for it; null when it was due. */
  requestedBy: z.string().nullable(),
});
export type JobRunView = z.infer<typeof JobRunView>;

/**
 * How a job is, the worst that holds: `unattended` (no process runs jobs), `stuck` (a run is over its time-out and nobody ended
 * it), `late` (a run is due and has not started), `failed` (the last run that ended), `retrying` (an attempt failed, another
 * follows), `running`, `never_ran`, `ok` (the last run succeeded and none is due).
 */
export const JobState = z.enum(["unattended", "stuck", "late", "failed", "retrying", "running", "never_ran", "ok"]);
export type JobState = z.infer<typeof JobState>;

/** One run among the last ones of a job: enough for a strip. */
export const RecentRun = z.object({ status: JobRunStatus, dueAt: Instant, durationMs: z.number().nullable() });
export type RecentRun = z.infer<typeof RecentRun>;

/** A job with its schedule in words, last and next run. `lagMs`: how late the last start was, or the next one is by now. */
export const JobView = z.object({
  name: z.string(),
  description: z.string(),
  schedule: z.string(),
  /** For people: `daily at 03:41 UTC`. */
  scheduleWords: z.string(),
  state: JobState,
  /** The slot that a late job has missed. */
  overdueSince: Instant.nullable(),
  timeoutMs: z.number().int(),
  lastRun: JobRunView.nullable(),
  /** The last run that ended, whichever way. */
  lastEnded: JobRunView.nullable(),
  /** At most 30, latest first. */
  recentRuns: z.array(RecentRun),
  nextRun: Instant.nullable(),
  lagMs: z.number().nullable(),
  /** Of the last run that ended. */
  durationMs: z.number().nullable(),
});
export type JobView = z.infer<typeof JobView>;

/** A process with the role `jobs`. It says every 10 s that it lives; 35 s without that and it is not alive. */
export const JobProcessView = z.object({ name: z.string(), startedAt: Instant, seenAt: Instant, isAlive: z.boolean() });
export type JobProcessView = z.infer<typeof JobProcessView>;

export const ListJobsInput = z.strictObject({});
/** `processes`: those of the last day that did not stop in order, the last seen first. */
export const JobList = z.object({ items: z.array(JobView), processes: z.array(JobProcessView) });
export type JobList = z.infer<typeof JobList>;

const JobNameText = PlainText.min(1).max(100);
export const RunJobNowInput = z.strictObject({ name: JobNameText });
export const RunJobNowOutput = z.object({ runId: Id });
export type RunJobNowOutput = z.infer<typeof RunJobNowOutput>;

export const ShowJobRunInput = z.strictObject({ runId: Id });

export const ListJobRunsInput = z.strictObject({
  name: JobNameText,
  status: JobRunStatus.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export const JobRunList = page(JobRunView);
export type JobRunList = z.infer<typeof JobRunList>;
