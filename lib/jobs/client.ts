import type { JobRunStatus } from "#lib/jobs/schema";

/** Query keys of jobs and their runs. `all` is what `job:finished` makes stale. */
export const jobKeys = {
  all: ["jobs"] as const,
  list: ["jobs", "list"] as const,
  runs: (name: string, status?: JobRunStatus) => ["jobs", "runs", name, status ?? null] as const,
  run: (runId: string) => ["jobs", "run", runId] as const,
};
