import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  BulkEdited,
  BulkEditNodeClientsInput,
  CreateNodeClientInput,
  CreateNodeServerInput,
  FleetOverview,
  ManyMaintenanceSet,
  NodeClientDetail,
  NodeClientList,
  NodeSamples,
  NodeServerCreated,
  NodeServerDetail,
  NodeServerList,
  NodeServerToken,
  NodeStatusDetail,
  SetMaintenanceInput,
  SetManyMaintenanceInput,
  StatusHistory,
  UpdateNodeClientInput,
  UpdateNodeServerInput,
  Uptime,
  UserNodeList,
} from "#lib/fleet/schema";
import { apiGet, apiSend, apiUrl } from "#lib/universal/api-client";

type Filter = Record<string, string | number | boolean | undefined>;

/** Instants of a range as ISO text; without it the API's default (the last 24 hours). */
export interface HistoryRange {
  start?: string;
  end?: string;
}

/** Query keys of the room. Invalidate a prefix (`fleetKeys.servers()`) and everything below it is refetched. */
export const fleetKeys = {
  all: () => ["fleet"] as const,
  overview: () => ["fleet", "overview"] as const,
  servers: () => ["fleet", "servers"] as const,
  serverList: (filter: Filter) => ["fleet", "servers", "list", filter] as const,
  server: (id: number) => ["fleet", "servers", id] as const,
  samples: (id: number, range: HistoryRange) => ["fleet", "servers", id, "samples", range] as const,
  serverHistory: (id: number, range: HistoryRange) => ["fleet", "servers", id, "status-history", range] as const,
  clients: () => ["fleet", "clients"] as const,
  clientList: (filter: Filter) => ["fleet", "clients", "list", filter] as const,
  client: (id: number) => ["fleet", "clients", id] as const,
  nodes: () => ["fleet", "nodes"] as const,
  nodeList: (userId?: string) => ["fleet", "nodes", "list", userId ?? null] as const,
  statusHistory: (range: HistoryRange, userId?: string) => ["fleet", "nodes", "status-history", range, userId ?? null] as const,
  nodeHistory: (id: number, range: HistoryRange, userId?: string) =>
    ["fleet", "nodes", id, "status-history", range, userId ?? null] as const,
  uptime: (days: number, userId?: string) => ["fleet", "nodes", "uptime", days, userId ?? null] as const,
};

const admin = "/api/v1/admin";

export const fleetOverviewQuery = () =>
  queryOptions({ queryKey: fleetKeys.overview(), queryFn: () => apiGet<FleetOverview>(`${admin}/fleet/overview`) });

/** `filter`: status, q, limit, offset. */
export const nodeServersQuery = (filter: Filter = {}) =>
  queryOptions({
    queryKey: fleetKeys.serverList(filter),
    queryFn: () => apiGet<NodeServerList>(`${admin}/node-servers`, filter),
    placeholderData: keepPreviousData,
  });

export const nodeServerQuery = (id: number) =>
  queryOptions({ queryKey: fleetKeys.server(id), queryFn: () => apiGet<NodeServerDetail>(`${admin}/node-servers/${id}`) });

export const nodeSamplesQuery = (id: number, range: HistoryRange = {}) =>
  queryOptions({
    queryKey: fleetKeys.samples(id, range),
    queryFn: () => apiGet<NodeSamples>(`${admin}/node-servers/${id}/samples`, { ...range }),
    placeholderData: keepPreviousData,
  });

export const serverHistoryQuery = (id: number, range: HistoryRange = {}) =>
  queryOptions({
    queryKey: fleetKeys.serverHistory(id, range),
    queryFn: () => apiGet<NodeStatusDetail>(`${admin}/node-servers/${id}/status-history`, { ...range }),
    placeholderData: keepPreviousData,
  });

/** Where the CSV of the same filter is downloaded. */
export const nodeServersCsvUrl = (filter: Filter) => apiUrl(`${admin}/node-servers`, { ...filter, format: "csv" });
export const nodeClientsCsvUrl = (filter: Filter) => apiUrl(`${admin}/node-clients`, { ...filter, format: "csv" });

/** `filter`: nodeServerId, status, q, limit, offset. */
export const nodeClientsQuery = (filter: Filter = {}) =>
  queryOptions({
    queryKey: fleetKeys.clientList(filter),
    queryFn: () => apiGet<NodeClientList>(`${admin}/node-clients`, filter),
    placeholderData: keepPreviousData,
  });

export const nodeClientQuery = (id: number) =>
  queryOptions({ queryKey: fleetKeys.client(id), queryFn: () => apiGet<NodeClientDetail>(`${admin}/node-clients/${id}`) });

/** The nodes a user may use: one's own, or `userId`'s with `fleet:read`. */
export const userNodesQuery = (userId?: string) =>
  queryOptions({ queryKey: fleetKeys.nodeList(userId), queryFn: () => apiGet<UserNodeList>("/api/v1/nodes", { userId }) });

export const statusHistoryQuery = (range: HistoryRange = {}, userId?: string) =>
  queryOptions({
    queryKey: fleetKeys.statusHistory(range, userId),
    queryFn: () => apiGet<StatusHistory>("/api/v1/nodes/status-history", { ...range, userId }),
    placeholderData: keepPreviousData,
  });

export const nodeStatusHistoryQuery = (id: number, range: HistoryRange = {}, userId?: string) =>
  queryOptions({
    queryKey: fleetKeys.nodeHistory(id, range, userId),
    queryFn: () => apiGet<NodeStatusDetail>(`/api/v1/nodes/${id}/status-history`, { ...range, userId }),
    placeholderData: keepPreviousData,
  });

/** Uptime per UTC day of every node of the list, for the bars. */
export const uptimeQuery = (days = 90, userId?: string) =>
  queryOptions({ queryKey: fleetKeys.uptime(days, userId), queryFn: () => apiGet<Uptime>("/api/v1/nodes/uptime", { days, userId }) });

// ── writes (names as the operations') ────────────────────────────────────────────────────────────
type Changes<S extends z.ZodType> = Omit<z.input<S>, "id">;

export const createNodeServer = (input: z.input<typeof CreateNodeServerInput>) =>
  apiSend<NodeServerCreated>("POST", `${admin}/node-servers`, input);
export const updateNodeServer = (id: number, changes: Changes<typeof UpdateNodeServerInput>) =>
  apiSend<NodeServerDetail>("PATCH", `${admin}/node-servers/${id}`, changes);
export const deleteNodeServer = (id: number) => apiSend("DELETE", `${admin}/node-servers/${id}`);
export const setMaintenance = (id: number, input: Changes<typeof SetMaintenanceInput>) =>
  apiSend("POST", `${admin}/node-servers/${id}/maintenance`, input);
export const setManyMaintenance = (input: z.input<typeof SetManyMaintenanceInput>) =>
  apiSend<ManyMaintenanceSet>("POST", `${admin}/node-servers/bulk-maintenance`, input);
export const rotateToken = (id: number) => apiSend<z.infer<typeof NodeServerToken>>("POST", `${admin}/node-servers/${id}/rotate-token`);
export const createNodeClient = (input: z.input<typeof CreateNodeClientInput>) => apiSend("POST", `${admin}/node-clients`, input);
export const updateNodeClient = (id: number, changes: Changes<typeof UpdateNodeClientInput>) =>
  apiSend("PATCH", `${admin}/node-clients/${id}`, changes);
export const deleteNodeClient = (id: number) => apiSend("DELETE", `${admin}/node-clients/${id}`);
export const bulkEditNodeClients = (input: z.input<typeof BulkEditNodeClientsInput>) =>
  apiSend<z.infer<typeof BulkEdited>>("POST", `${admin}/node-clients/bulk`, input);
