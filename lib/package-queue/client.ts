import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  AdjustQuotaInput,
  BillingEvent,
  BillingEventCounts,
  BillingEventDetail,
  BillingEventList,
  CreatePackageInput,
  EnqueuePackageInput,
  EventsRetried,
  ListBillingEventsInput,
  Package,
  PackageList,
  PackageSeriesList,
  QueueCounts,
  QueueFilter,
  QueueItem,
  QueueItemList,
  ReorderQueueInput,
  UserPackages,
  WaitingQueue,
} from "#lib/package-queue/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

interface PageParams {
  limit?: number;
  offset?: number;
}
type ListPackages = PageParams & { series?: string; onlyMasters?: "true"; retired?: "true" | "false" };
type ListSeries = { q?: string; retired?: "true" | "false"; limit?: number };

/** Query keys of packages and their queue. `all` is what `package:*` events make stale. */
export const packageKeys = {
  all: ["packages"] as const,
  own: (userId?: string) => [...packageKeys.all, "own", userId ?? null] as const,
  list: (input: ListPackages) => [...packageKeys.all, "list", input] as const,
  one: (id: string) => [...packageKeys.all, "one", id] as const,
  series: (input: ListSeries) => [...packageKeys.all, "series", input] as const,
  queue: (filter: QueueFilter) => [...packageKeys.all, "queue", filter] as const,
  queueCounts: (filter: QueueFilter) => [...packageKeys.all, "queue-counts", filter] as const,
  queueItem: (id: string) => [...packageKeys.all, "queue-item", id] as const,
};

/** A user's active item with quota and forecast, the queue and the past. Own data unless `userId` is given. */
export function userPackagesQuery(userId?: string) {
  return queryOptions({ queryKey: packageKeys.own(userId), queryFn: () => apiGet<UserPackages>("/api/v1/packages", { userId }) });
}

/** What can be bought, all versions; needs `packages:read`. */
export function packagesQuery(input: ListPackages = {}) {
  return queryOptions({
    queryKey: packageKeys.list(input),
    queryFn: () => apiGet<z.infer<typeof PackageList>>("/api/v1/admin/packages", { ...input }),
    placeholderData: keepPreviousData,
  });
}

/** One version with how many bought it. */
export function packageQuery(id: string) {
  return queryOptions({ queryKey: packageKeys.one(id), queryFn: () => apiGet<Package>(`/api/v1/admin/packages/${id}`) });
}

/** What is sold, one row per series, page by page; needs `packages:read`. */
export function packageSeriesQuery(input: ListSeries = {}) {
  return infiniteQueryOptions({
    queryKey: packageKeys.series(input),
    queryFn: ({ pageParam, signal }) => apiGet<PackageSeriesList>("/api/v1/admin/package-series", { ...input, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Everybody's queue items page by page, last in the order first; needs `packages:read`. */
export function queueQuery(filter: QueueFilter & { limit?: number } = {}) {
  return infiniteQueryOptions({
    queryKey: packageKeys.queue(filter),
    queryFn: ({ pageParam, signal }) => apiGet<QueueItemList>("/api/v1/admin/package-queue", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many items there are, by series and status. */
export function queueCountsQuery(filter: QueueFilter = {}) {
  return queryOptions({
    queryKey: packageKeys.queueCounts(filter),
    queryFn: ({ signal }) => apiGet<QueueCounts>("/api/v1/admin/package-queue/count", { ...filter }, signal),
    placeholderData: keepPreviousData,
  });
}

export function queueItemQuery(id: string) {
  return queryOptions({ queryKey: packageKeys.queueItem(id), queryFn: () => apiGet<QueueItem>(`/api/v1/admin/package-queue/${id}`) });
}

/** Writes: after success invalidate `packageKeys.all`. */
export function createPackageRequest(input: z.input<typeof CreatePackageInput>): Promise<Package> {
  return apiSend<Package>("POST", "/api/v1/admin/packages", input);
}

export function renamePackageRequest(id: string, name: string): Promise<Package> {
  return apiSend<Package>("PATCH", `/api/v1/admin/packages/${id}`, { name });
}

export function retirePackageRequest(id: string): Promise<Package> {
  return apiSend<Package>("POST", `/api/v1/admin/packages/${id}/retire`, {});
}

export function unretirePackageRequest(id: string): Promise<Package> {
  return apiSend<Package>("POST", `/api/v1/admin/packages/${id}/unretire`, {});
}

export function makeMasterPackageRequest(id: string): Promise<Package> {
  return apiSend<Package>("POST", `/api/v1/admin/packages/${id}/make-master`, {});
}

export function deletePackageRequest(id: string): Promise<void> {
  return apiSend("DELETE", `/api/v1/admin/packages/${id}`);
}

export function enqueuePackageRequest(input: z.input<typeof EnqueuePackageInput>): Promise<QueueItem> {
  return apiSend<QueueItem>("POST", "/api/v1/admin/package-queue", input);
}

export function cancelQueueItemRequest(id: string): Promise<QueueItem> {
  return apiSend<QueueItem>("POST", `/api/v1/admin/package-queue/${id}/cancel`, {});
}

/** @throws ApiError `confirmation_required` with a `QuotaConsequence` as its state */
export function adjustQuotaRequest({ id, ...body }: z.input<typeof AdjustQuotaInput>): Promise<QueueItem> {
  return apiSend<QueueItem>("POST", `/api/v1/admin/package-queue/${id}/adjust-quota`, body);
}

export function reorderQueueRequest({ id, ...body }: z.input<typeof ReorderQueueInput>): Promise<WaitingQueue> {
  return apiSend<WaitingQueue>("POST", `/api/v1/admin/package-queue/${id}/reorder`, body);
}

// ── billing events ────────────────────────────────────────────────────────────────────────────
type EventFilter = Pick<ListBillingEventsInput, "state" | "type" | "userId"> & { limit?: number };

/** Query keys of billing and expiry events. `all` is what `billing-event:changed` makes stale. */
export const billingEventKeys = {
  all: ["billing-events"] as const,
  list: (filter: EventFilter) => [...billingEventKeys.all, "list", filter] as const,
  counts: ["billing-events", "counts"] as const,
  details: ["billing-events", "one"] as const,
  one: (id: string) => [...billingEventKeys.details, id] as const,
};

/** Events newest first, page by page; needs `packages:read`. */
export function billingEventsQuery(filter: EventFilter = {}) {
  return infiniteQueryOptions({
    queryKey: billingEventKeys.list(filter),
    queryFn: ({ pageParam, signal }) => apiGet<BillingEventList>("/api/v1/admin/events", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function billingEventCountsQuery() {
  return queryOptions({ queryKey: billingEventKeys.counts, queryFn: () => apiGet<BillingEventCounts>("/api/v1/admin/events/count") });
}

/** One event with what it did and where it was sent to. */
export function billingEventQuery(id: string) {
  return queryOptions({ queryKey: billingEventKeys.one(id), queryFn: () => apiGet<BillingEventDetail>(`/api/v1/admin/events/${id}`) });
}

/** After success invalidate `billingEventKeys.all`. */
export function retryBillingEventRequest(id: string): Promise<BillingEvent> {
  return apiSend<BillingEvent>("POST", `/api/v1/admin/events/${id}/retry`, {});
}

export function retryDeadEventsRequest(): Promise<EventsRetried> {
  return apiSend<EventsRetried>("POST", "/api/v1/admin/events/retry", {});
}
