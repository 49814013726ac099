import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { apiGet, apiUrl } from "#lib/universal/api-client";
import type {
  Usage,
  UsageInput,
  UsageLineList,
  UsageLinesInput,
  UsageOverview,
  UsageOverviewInput,
  UsualNodeList,
  UsualNodesInput,
} from "#lib/usage/schema";

type Range = z.input<typeof UsageInput>;
type Lines = Omit<z.input<typeof UsageLinesInput>, "cursor" | "limit"> & { limit?: number };
type Usual = z.input<typeof UsualNodesInput>;
type Overview = z.input<typeof UsageOverviewInput>;

/** Query keys of everything that usage changes. `all` is what `usage:updated` makes stale. */
export const usageKeys = {
  all: ["usage"] as const,
  range: (input: Range) => [...usageKeys.all, "range", input] as const,
  lines: (input: Lines) => [...usageKeys.all, "lines", input] as const,
  usualNodes: (input: Usual) => [...usageKeys.all, "usual-nodes", input] as const,
  overview: (input: Overview) => [...usageKeys.all, "overview", input] as const,
};

/** Any range, one series per group. */
export function usageQuery(input: Range) {
  return queryOptions({
    queryKey: usageKeys.range(input),
    queryFn: () => apiGet<Usage>("/api/v1/usage", withNode(input)),
    placeholderData: keepPreviousData,
  });
}

/** The ledger, newest first, page by page. */
export function usageLinesQuery(input: Lines) {
  return infiniteQueryOptions({
    queryKey: usageKeys.lines(input),
    queryFn: ({ pageParam }) => apiGet<z.infer<typeof UsageLineList>>("/api/v1/usage/lines", { ...withNode(input), cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The nodes a user used most. */
export function usualNodesQuery(input: Usual = {}) {
  return queryOptions({
    queryKey: usageKeys.usualNodes(input),
    queryFn: () => apiGet<z.infer<typeof UsualNodeList>>("/api/v1/nodes/usual", usualParams(input)),
  });
}

/** The whole fleet's traffic; needs `usage:read`. */
export function usageOverviewQuery(input: Overview = {}) {
  return queryOptions({
    queryKey: usageKeys.overview(input),
    queryFn: () => apiGet<UsageOverview>("/api/v1/admin/usage/overview", { ...input }),
    placeholderData: keepPreviousData,
  });
}

/** Where the CSV of the same filter is downloaded. */
export function usageCsvUrl(input: Range): string {
  return apiUrl("/api/v1/usage", { ...withNode(input), format: "csv" });
}

export function usageLinesCsvUrl(input: Lines): string {
  return apiUrl("/api/v1/usage/lines", { ...withNode(input), format: "csv" });
}

/** The schema coerces numbers, so their input type is unknown; here they are numbers. */
function withNode<T extends { nodeClientId?: unknown }>({ nodeClientId, ...rest }: T) {
  return { ...rest, nodeClientId: nodeClientId === undefined ? undefined : Number(nodeClientId) };
}

function usualParams({ days, ...rest }: Usual) {
  return { ...rest, days: days === undefined ? undefined : Number(days) };
}
