import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { JobList, JobRunList, JobRunStatus, JobRunView, RunJobNowOutput } from "#lib/jobs/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

const jobs = "/api/v1/admin/jobs";

/** Query keys of jobs and their runs. `all` is what `job:finished` makes stale. */
export const jobKeys = {
  all: ["jobs"] as const,
  list: ["jobs", "list"] as const,
  runs: (name: string, status?: JobRunStatus) => ["jobs", "runs", name, status ?? null] as const,
  run: (runId: string) => ["jobs", "run", runId] as const,
};

/** Jobs run every few seconds without an event each: the list looks again by itself. */
export const jobsQuery = () => queryOptions({ queryKey: jobKeys.list, queryFn: () => apiGet<JobList>(jobs), refetchInterval: 15_000 });

export const jobRunsQuery = (name: string, status?: JobRunStatus) =>
  infiniteQueryOptions({
    queryKey: jobKeys.runs(name, status),
    queryFn: ({ pageParam }) => apiGet<JobRunList>(`${jobs}/${encodeURIComponent(name)}/runs`, { status, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const jobRunQuery = (runId: string) =>
  queryOptions({ queryKey: jobKeys.run(runId), queryFn: () => apiGet<JobRunView>(`${jobs}/runs/${runId}`) });

/** After it, `job:finished` tells when the run has ended. */
export function runJobRequest(name: string): Promise<RunJobNowOutput> {
  return apiSend<RunJobNowOutput>("POST", `${jobs}/${encodeURIComponent(name)}/run`, {});
}
