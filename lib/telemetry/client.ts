import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { apiGet, apiSend, apiUrl } from "#lib/universal/api-client";
import type { BenchmarkComparison, BenchmarkDetail, BenchmarkEventList, BenchmarkList, BenchmarkTargets } from "./benchmark-schema.ts";
import type { PeerReputation, ReputationMatrix } from "./reputation-schema.ts";
import type {
  ChainList,
  DatabaseSizes,
  ListLogsInput,
  ListNodesInput,
  LiveNodes,
  LogList,
  LogTypes,
  NodeConnectionList,
  NodeDetail,
  NodeHistory,
  Profiling,
} from "./schema.ts";
import type { CreateTelemetryTokenInput, TelemetryTokenCreated, TelemetryTokenList } from "./token-schema.ts";

const base = "/api/v1/telemetry";
const nodePath = (peerId: string) => `${base}/nodes/${encodeURIComponent(peerId)}`;

/** Instants as ISO text. */
interface Range {
  from?: string;
  to?: string;
}
export type NodeFilter = Omit<ListNodesInput, "limit" | "cursor">;
export type LogFilter = Omit<ListLogsInput, "peerId" | "limit" | "cursor">;

/** Query keys of the room. Invalidate a prefix and everything below it is refetched. */
export const telemetryKeys = {
  all: ["telemetry"] as const,
  live: ["telemetry", "live"] as const,
  chains: ["telemetry", "chains"] as const,
  node: (peerId: string) => ["telemetry", "node", peerId] as const,
  reputation: (filter: object) => ["telemetry", "reputation", filter] as const,
  benchmarks: ["telemetry", "benchmarks"] as const,
  benchmark: (id: number) => ["telemetry", "benchmarks", id] as const,
  comparison: (a: number, b: number) => ["telemetry", "benchmarks", "compare", a, b] as const,
  database: ["telemetry", "database"] as const,
  tokens: ["telemetry", "tokens"] as const,
};

const pages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

// ── nodes ─────────────────────────────────────────────────────────────────────────────────────
/** All nodes at once: what the live list begins with. `livePath` tells what changes after it. */
export const liveNodesQuery = () =>
  queryOptions({ queryKey: telemetryKeys.live, queryFn: ({ signal }) => apiGet<LiveNodes>(`${base}/nodes/live`, {}, signal) });

/** A WebSocket of `LiveMessage`s; the session's cookie opens it. */
export const livePath = `${base}/live`;

export const telemetryChainsQuery = () =>
  queryOptions({ queryKey: telemetryKeys.chains, queryFn: ({ signal }) => apiGet<ChainList>(`${base}/chains`, {}, signal) });

export const telemetryNodeQuery = (peerId: string) =>
  queryOptions({ queryKey: telemetryKeys.node(peerId), queryFn: ({ signal }) => apiGet<NodeDetail>(nodePath(peerId), {}, signal) });

export const nodeHistoryQuery = (peerId: string, range: Range & { points?: number }) =>
  queryOptions({
    queryKey: [...telemetryKeys.node(peerId), "history", range] as const,
    queryFn: ({ signal }) => apiGet<NodeHistory>(`${nodePath(peerId)}/history`, { ...range }, signal),
    placeholderData: keepPreviousData,
  });

export const nodeConnectionsQuery = (peerId: string) =>
  infiniteQueryOptions({
    queryKey: [...telemetryKeys.node(peerId), "connections"] as const,
    queryFn: ({ pageParam, signal }) => apiGet<NodeConnectionList>(`${nodePath(peerId)}/connections`, { cursor: pageParam }, signal),
    ...pages,
  });

// ── messages ──────────────────────────────────────────────────────────────────────────────────
export const logTypesQuery = (peerId: string, range: Range = {}) =>
  queryOptions({
    queryKey: [...telemetryKeys.node(peerId), "log-types", range] as const,
    queryFn: ({ signal }) => apiGet<LogTypes>(`${nodePath(peerId)}/log-types`, { ...range }, signal),
    placeholderData: keepPreviousData,
  });

export const nodeLogsQuery = (peerId: string, filter: LogFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...telemetryKeys.node(peerId), "logs", filter] as const,
    queryFn: ({ pageParam, signal }) => apiGet<LogList>(`${nodePath(peerId)}/logs`, { ...filter, cursor: pageParam }, signal),
    ...pages,
  });

/** Where the same messages, or the nodes, are downloaded as CSV. */
export const logsCsvUrl = (peerId: string, filter: LogFilter = {}) => apiUrl(`${nodePath(peerId)}/logs`, { ...filter, format: "csv" });
export const nodesCsvUrl = (filter: NodeFilter = {}) => apiUrl(`${base}/nodes`, { ...filter, format: "csv" });

export const profilingQuery = (peerId: string, range: Range = {}) =>
  queryOptions({
    queryKey: [...telemetryKeys.node(peerId), "profiling", range] as const,
    queryFn: ({ signal }) => apiGet<Profiling>(`${nodePath(peerId)}/profiling`, { ...range }, signal),
    placeholderData: keepPreviousData,
  });

// ── reputation ────────────────────────────────────────────────────────────────────────────────
export const peerReputationQuery = (peerId: string, range: Range = {}) =>
  queryOptions({
    queryKey: [...telemetryKeys.node(peerId), "reputation", range] as const,
    queryFn: ({ signal }) => apiGet<PeerReputation>(`${nodePath(peerId)}/reputation`, { ...range }, signal),
    placeholderData: keepPreviousData,
  });

export const reputationQuery = (filter: { known?: boolean; maxAgeS?: number; limit?: number } = {}) =>
  queryOptions({
    queryKey: telemetryKeys.reputation(filter),
    queryFn: ({ signal }) => apiGet<ReputationMatrix>(`${base}/reputation`, { ...filter }, signal),
    placeholderData: keepPreviousData,
  });

// ── benchmarks ────────────────────────────────────────────────────────────────────────────────
export const benchmarksQuery = () =>
  infiniteQueryOptions({
    queryKey: telemetryKeys.benchmarks,
    queryFn: ({ pageParam, signal }) => apiGet<BenchmarkList>(`${base}/benchmarks`, { cursor: pageParam }, signal),
    ...pages,
  });

export const benchmarkQuery = (id: number) =>
  queryOptions({
    queryKey: telemetryKeys.benchmark(id),
    queryFn: ({ signal }) => apiGet<BenchmarkDetail>(`${base}/benchmarks/${id}`, {}, signal),
  });

export const benchmarkEventsQuery = (id: number) =>
  queryOptions({
    queryKey: [...telemetryKeys.benchmark(id), "events"] as const,
    queryFn: ({ signal }) => apiGet<BenchmarkEventList>(`${base}/benchmarks/${id}/events`, {}, signal),
  });

export const benchmarkTargetsQuery = (id: number) =>
  queryOptions({
    queryKey: [...telemetryKeys.benchmark(id), "targets"] as const,
    queryFn: ({ signal }) => apiGet<BenchmarkTargets>(`${base}/benchmarks/${id}/targets`, {}, signal),
  });

export const benchmarkComparisonQuery = (a: number, b: number) =>
  queryOptions({
    queryKey: telemetryKeys.comparison(a, b),
    queryFn: ({ signal }) => apiGet<BenchmarkComparison>(`${base}/benchmarks/compare`, { a, b }, signal),
  });

export const telemetryDatabaseQuery = () =>
  queryOptions({ queryKey: telemetryKeys.database, queryFn: ({ signal }) => apiGet<DatabaseSizes>(`${base}/database`, {}, signal) });

export const telemetryTokensQuery = () =>
  infiniteQueryOptions({
    queryKey: telemetryKeys.tokens,
    queryFn: ({ pageParam, signal }) => apiGet<TelemetryTokenList>(`${base}/tokens`, { cursor: pageParam }, signal),
    ...pages,
  });

// ── writes (names as the operations') ────────────────────────────────────────────────────────────
export const createTelemetryToken = (input: z.input<typeof CreateTelemetryTokenInput>) =>
  apiSend<TelemetryTokenCreated>("POST", `${base}/tokens`, input);
export const revokeTelemetryToken = (id: string) => apiSend("DELETE", `${base}/tokens/${id}`);
