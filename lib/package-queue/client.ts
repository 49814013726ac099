import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { CreatePackageInput, EnqueuePackageInput, Package, PackageList, QueueItem, UserPackages } from "#lib/package-queue/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

interface PageParams {
  limit?: number;
  offset?: number;
}
type ListPackages = PageParams & { series?: string };

/** Query keys of packages and their queue. `all` is what `package:*` events make stale. */
export const packageKeys = {
  all: ["packages"] as const,
  own: (userId?: string) => [...packageKeys.all, "own", userId ?? null] as const,
  list: (input: ListPackages) => [...packageKeys.all, "list", input] as const,
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

/** Writes: after success invalidate `packageKeys.all`. */
export function createPackageRequest(input: z.input<typeof CreatePackageInput>): Promise<Package> {
  return apiSend<Package>("POST", "/api/v1/admin/packages", input);
}

export function enqueuePackageRequest(input: z.input<typeof EnqueuePackageInput>): Promise<QueueItem> {
  return apiSend<QueueItem>("POST", "/api/v1/admin/package-queue", input);
}

export function cancelQueueItemRequest(id: string): Promise<QueueItem> {
  return apiSend<QueueItem>("POST", `/api/v1/admin/package-queue/${id}/cancel`, {});
}
