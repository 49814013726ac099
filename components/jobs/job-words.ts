import type { JobRunStatus, JobState, JobView } from "#lib/jobs/schema";
import { formatDuration } from "#lib/universal/time-format";
import type { Tone } from "../ui/status-mark.tsx";

interface Mark {
  tone: Tone;
  word: string;
}

/** How each state is shown; only what is known to go well is green. */
export const stateMarks: Record<JobState, Mark> = {
  unattended: { tone: "bad", word: "No process" },
  stuck: { tone: "bad", word: "Stuck" },
  late: { tone: "bad", word: "Late" },
  failed: { tone: "bad", word: "Failed" },
  retrying: { tone: "warn", word: "Retrying" },
  running: { tone: "ok", word: "Running" },
  never_ran: { tone: "unknown", word: "Never ran" },
  ok: { tone: "ok", word: "OK" },
};

export const runMarks: Record<JobRunStatus, Mark> = {
  queued: { tone: "unknown", word: "Queued" },
  running: { tone: "warn", word: "Running" },
  succeeded: { tone: "ok", word: "Succeeded" },
  failed: { tone: "bad", word: "Failed" },
};

/** States that a person should look at, the worst first. */
export const troubledStates: readonly JobState[] = ["unattended", "stuck", "late", "failed", "retrying"];

/** `12 ms`, `1.4 s`, `45 s`, `3 min`: how long a run took. */
export function tookWords(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  return durationMs < 10_000 ? `${(durationMs / 1000).toFixed(1)} s` : formatDuration(durationMs);
}

type Told = Pick<JobView, "state" | "overdueSince" | "timeoutMs" | "schedule" | "lastRun" | "lastEnded">;

/** Why a job is in its state, in one sentence; undefined where the word says it all. `when` writes an instant. */
export function stateReason(job: Told, when: (at: string) => string): string | undefined {
  const due = job.overdueSince === null ? "" : `due ${when(job.overdueSince)}`;
  switch (job.state) {
    case "unattended":
      return due === "" ? "Nothing starts until a job process runs" : `Was ${due}; nothing starts until a job process runs`;
    case "stuck":
      return `Runs longer than its time-out of ${formatDuration(job.timeoutMs)}; its process may be gone`;
    case "late":
      return `Was ${due} and has not started`;
    case "failed":
      return job.lastEnded?.error ?? "The last run failed";
    case "retrying":
      return `Attempt ${job.lastRun?.attempt ?? 1} failed; the next follows by itself`;
    case "never_ran":
      return job.schedule === "on demand" ? "Runs when something asks for it" : undefined;
    case "running":
    case "ok":
      return undefined;
  }
}
