import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { JobList, JobRunList, JobRunStatus, JobRunView, RunJobNowOutput } from "#lib/jobs/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

const base = "/api/v1/admin/jobs";
/** Runs that nobody asked for and that went well are not announced: an open page looks for them by itself. */
const lookEveryMs = 10_000;
/** A run that somebody waits for, beside its `job:finished`. */
const followEveryMs = 1_000;

/** Query keys of jobs and their runs. `all` is what `job:finished` makes stale. */
export const jobKeys = {
  all: ["jobs"] as const,
  list: ["jobs", "list"] as const,
  runs: (name: string, status?: JobRunStatus) => ["jobs", "runs", name, status ?? null] as const,
  run: (runId: string) => ["jobs", "run", runId] as const,
};

/** Every job and the processes that run them; needs `settings:read`, as all of this does. */
export const jobsQuery = () =>
  queryOptions({ queryKey: jobKeys.list, queryFn: ({ signal }) => apiGet<JobList>(base, {}, signal), refetchInterval: lookEveryMs });

/** Past runs of a job, latest first, page by page. */
export const jobRunsQuery = (name: string, status?: JobRunStatus) =>
  infiniteQueryOptions({
    queryKey: jobKeys.runs(name, status),
    queryFn: ({ pageParam, signal }) =>
      apiGet<JobRunList>(`${base}/${encodeURIComponent(name)}/runs`, { status, limit: 20, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });

/** One run, followed until it ends. */
export const jobRunQuery = (runId: string) =>
  queryOptions({
    queryKey: jobKeys.run(runId),
    queryFn: ({ signal }) => apiGet<JobRunView>(`${base}/runs/${encodeURIComponent(runId)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.finishedAt === null ? followEveryMs : false),
  });

export const runJobNow = (name: string) => apiSend<RunJobNowOutput>("POST", `${base}/${encodeURIComponent(name)}/run`);
