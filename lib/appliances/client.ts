import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  Appliance,
  ApplianceDetail,
  ApplianceList,
  ApplianceToken,
  Capacity,
  CreateApplianceInput,
  TaskList,
  TaskStatus,
} from "#lib/appliances/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

const base = "/api/v1/appliances";

/** Instants as ISO text. */
interface Range {
  start: string;
  end: string;
}

/** Query keys of the room. Invalidate a prefix and everything below it is refetched. */
export const applianceKeys = {
  all: ["appliances"] as const,
  list: (filter: { q?: string }) => ["appliances", "list", filter] as const,
  one: (id: string) => ["appliances", id] as const,
  capacity: (id: string, range: Range) => ["appliances", id, "capacity", range] as const,
  tasks: (id: string, filter: { status?: TaskStatus }) => ["appliances", id, "tasks", filter] as const,
};

export const appliancesQuery = (filter: { q?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: applianceKeys.list(filter),
    queryFn: ({ pageParam }) => apiGet<ApplianceList>(base, { ...filter, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const applianceQuery = (id: string) =>
  queryOptions({ queryKey: applianceKeys.one(id), queryFn: () => apiGet<ApplianceDetail>(`${base}/${id}`) });

export const capacityQuery = (id: string, range: Range) =>
  queryOptions({
    queryKey: applianceKeys.capacity(id, range),
    queryFn: () => apiGet<Capacity>(`${base}/${id}/capacity`, { ...range }),
    placeholderData: keepPreviousData,
  });

export const applianceTasksQuery = (id: string, filter: { status?: TaskStatus } = {}) =>
  infiniteQueryOptions({
    queryKey: applianceKeys.tasks(id, filter),
    queryFn: ({ pageParam }) => apiGet<TaskList>(`${base}/${id}/tasks`, { ...filter, limit: 25, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

// ── writes (names as the operations') ────────────────────────────────────────────────────────────
export const createAppliance = (input: z.input<typeof CreateApplianceInput>) => apiSend<ApplianceToken>("POST", base, input);
export const updateAppliance = (id: string, changes: { name: string }) => apiSend<Appliance>("PATCH", `${base}/${id}`, changes);
export const deleteAppliance = (id: string) => apiSend("DELETE", `${base}/${id}`);
export const rotateApplianceToken = (id: string) => apiSend<ApplianceToken>("POST", `${base}/${id}/rotate-token`);
