import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { apiGet, apiSend } from "#lib/universal/api-client";
import type {
  AcknowledgeAlertInput,
  AcknowledgedByLink,
  AcknowledgeLink,
  ActOnAlertsInput,
  ActOnAlertsResult,
  Alert,
  AlertDetail,
  AlertList,
  AlertOverview,
  ConditionKindList,
  CreateMaintenanceWindowInput,
  CreateSilenceInput,
  ImportRulesInput,
  ListAlertsInput,
  MaintenanceWindowList,
  MaintenanceWindowView,
  MatchPreview,
  RouteList,
  RoutesTested,
  RouteView,
  Rule,
  RuleImport,
  RuleList,
  RulePreview,
  RuleWords,
  SilenceList,
  SilenceState,
  SilenceView,
  UpdateMaintenanceWindowInput,
  UpdateSilenceInput,
} from "./schema.ts";

/** What alerts are narrowed by; empty is all that ever fired. */
export type AlertFilter = Omit<ListAlertsInput, "limit" | "cursor" | "sort" | "facets">;
type SilenceFilter = { state?: SilenceState };
type MatcherInput = CreateSilenceInput["matchers"][number];
type AlertPage = Pick<ListAlertsInput, "sort"> & { limit?: number };

/** Query keys of alerting. `all` is what `alert:*` events make stale. */
export const alertKeys = {
  all: ["alerts"] as const,
  list: (filter: AlertFilter & AlertPage) => [...alertKeys.all, "list", filter] as const,
  facets: (filter: AlertFilter) => [...alertKeys.all, "facets", filter] as const,
  one: (id: string) => [...alertKeys.all, "one", id] as const,
  overview: ["alerts", "overview"] as const,
  silences: (filter: SilenceFilter) => [...alertKeys.all, "silences", filter] as const,
  matches: (matchers: readonly MatcherInput[]) => [...alertKeys.all, "matches", matchers] as const,
  windows: ["alerts", "maintenance-windows"] as const,
  rules: (filter: object) => ["alerts", "rules", filter] as const,
  rule: (id: string) => ["alerts", "rule", id] as const,
  kinds: ["condition-kinds"] as const,
  words: (draft: RuleDraft) => ["rule-words", draft] as const,
  preview: (draft: RuleDraft, days: number) => ["rule-preview", draft, days] as const,
};

/** Alerts page by page; needs `monitoring:read`. */
export function alertsQuery(filter: AlertFilter & AlertPage) {
  return infiniteQueryOptions({
    queryKey: alertKeys.list(filter),
    queryFn: ({ pageParam, signal }) => apiGet<AlertList>("/api/v1/monitoring/alerts", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** How many alerts each other choice of the filter would bring; asked beside the list, which does not wait for it. */
export function alertFacetsQuery(filter: AlertFilter) {
  return queryOptions({
    queryKey: alertKeys.facets(filter),
    queryFn: async ({ signal }) => {
      const { facets } = await apiGet<AlertList>("/api/v1/monitoring/alerts", { ...filter, facets: "true", limit: 1 }, signal);
      return facets ?? null;
    },
    placeholderData: keepPreviousData,
  });
}

/** How often an alert is read again while a message about it is on its way: of those no event tells. */
const followEveryMs = 10_000;

/** One alert with its timeline and who was told of it. */
export function alertQuery(id: string) {
  return queryOptions({
    queryKey: alertKeys.one(id),
    queryFn: () => apiGet<AlertDetail>(`/api/v1/monitoring/alerts/${id}`),
    refetchInterval: ({ state }) => (state.data?.notifications.some((one) => one.state === "waiting") ? followEveryMs : false),
  });
}

/** How many alerts fire and wait for somebody, and whether anybody looked. */
export function alertOverviewQuery() {
  return queryOptions({ queryKey: alertKeys.overview, queryFn: () => apiGet<AlertOverview>("/api/v1/monitoring/alerts/overview") });
}

/** Writes: after success and failure invalidate `alertKeys.all`. */
export function acknowledgeAlertRequest({ id, ...body }: z.input<typeof AcknowledgeAlertInput>): Promise<Alert> {
  return apiSend<Alert>("POST", `/api/v1/monitoring/alerts/${id}/acknowledge`, body);
}

export function unacknowledgeAlertRequest(id: string): Promise<Alert> {
  return apiSend<Alert>("DELETE", `/api/v1/monitoring/alerts/${id}/acknowledge`);
}

/** `willReopen` of the answer: its condition is still true. */
export function resolveAlertRequest(id: string, note: string): Promise<Alert> {
  return apiSend<Alert>("POST", `/api/v1/monitoring/alerts/${id}/resolve`, note === "" ? {} : { note });
}

export function commentAlertRequest(id: string, text: string): Promise<Alert> {
  return apiSend<Alert>("POST", `/api/v1/monitoring/alerts/${id}/comments`, { text });
}

/** Null takes the assignment back. */
export function assignAlertRequest(id: string, userId: string | null): Promise<Alert> {
  return apiSend<Alert>("POST", `/api/v1/monitoring/alerts/${id}/assign`, { userId });
}

export function actOnAlertsRequest(input: z.input<typeof ActOnAlertsInput>): Promise<ActOnAlertsResult> {
  return apiSend<ActOnAlertsResult>("POST", "/api/v1/monitoring/alerts/bulk", input);
}

/** Rules page by page with what their last evaluation found; they are evaluated every 30 s, which is no event. */
export function rulesQuery(filter: { limit?: number } = {}) {
  return infiniteQueryOptions({
    queryKey: alertKeys.rules(filter),
    queryFn: ({ pageParam, signal }) => apiGet<RuleList>("/api/v1/monitoring/rules", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });
}

export function ruleQuery(id: string) {
  return queryOptions({
    queryKey: alertKeys.rule(id),
    queryFn: () => apiGet<Rule>(`/api/v1/monitoring/rules/${id}`),
    refetchInterval: 30_000,
  });
}

/** What rules can be made of; changes with the version only. */
export function conditionKindsQuery() {
  return queryOptions({
    queryKey: alertKeys.kinds,
    queryFn: () => apiGet<ConditionKindList>("/api/v1/monitoring/rules/kinds"),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A rule as a form holds it: the server says what is wrong with it. */
export type RuleDraft = Record<string, unknown>;

/** The words of a rule that is being typed; what is wrong with it is the error. */
export function ruleWordsQuery(draft: RuleDraft) {
  return queryOptions({
    queryKey: alertKeys.words(draft),
    queryFn: () => apiSend<RuleWords>("POST", "/api/v1/monitoring/rules/words", draft),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** What a rule would have fired in the last `days`. */
export function rulePreviewQuery(draft: RuleDraft, days: number) {
  return queryOptions({
    queryKey: alertKeys.preview(draft, days),
    queryFn: () => apiSend<RulePreview>("POST", "/api/v1/monitoring/rules/preview", { ...draft, days }),
    retry: false,
  });
}

export function createRuleRequest(draft: RuleDraft): Promise<Rule> {
  return apiSend<Rule>("POST", "/api/v1/monitoring/rules", draft);
}

export function updateRuleRequest(id: string, changes: RuleDraft): Promise<Rule> {
  return apiSend<Rule>("PATCH", `/api/v1/monitoring/rules/${id}`, changes);
}

export function deleteRuleRequest(id: string): Promise<void> {
  return apiSend("DELETE", `/api/v1/monitoring/rules/${id}`);
}

/** Only tells what would become of the file unless `dryRun` is false. */
export function importRulesRequest(input: ImportRulesInput): Promise<RuleImport> {
  return apiSend<RuleImport>("POST", "/api/v1/monitoring/rules/import", input);
}

/** Silences of a state, page by page; needs `monitoring:read`. */
export function silencesQuery(filter: SilenceFilter) {
  return infiniteQueryOptions({
    queryKey: alertKeys.silences(filter),
    queryFn: ({ pageParam, signal }) => apiGet<SilenceList>("/api/v1/monitoring/silences", { ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What matchers mean now; asks again when alerts change. */
export function matchPreviewQuery(matchers: readonly MatcherInput[]) {
  return queryOptions({
    queryKey: alertKeys.matches(matchers),
    queryFn: () => apiSend<MatchPreview>("POST", "/api/v1/monitoring/silences/preview", { matchers }),
    enabled: matchers.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** @throws ApiError `confirmation_required` when it matches nothing and `confirm` is not true */
export function createSilenceRequest(input: CreateSilenceInput): Promise<SilenceView> {
  return apiSend<SilenceView>("POST", "/api/v1/monitoring/silences", input);
}

export function updateSilenceRequest({ id, ...changes }: UpdateSilenceInput): Promise<SilenceView> {
  return apiSend<SilenceView>("PATCH", `/api/v1/monitoring/silences/${id}`, changes);
}

export function endSilenceRequest(id: string): Promise<void> {
  return apiSend("DELETE", `/api/v1/monitoring/silences/${id}`);
}

/** Maintenance windows, the last made first; needs `monitoring:read`. */
export function maintenanceWindowsQuery() {
  return infiniteQueryOptions({
    queryKey: alertKeys.windows,
    queryFn: ({ pageParam, signal }) =>
      apiGet<MaintenanceWindowList>("/api/v1/monitoring/maintenance-windows", { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function createMaintenanceWindowRequest(input: CreateMaintenanceWindowInput): Promise<MaintenanceWindowView> {
  return apiSend<MaintenanceWindowView>("POST", "/api/v1/monitoring/maintenance-windows", input);
}

export function updateMaintenanceWindowRequest({ id, ...changes }: UpdateMaintenanceWindowInput): Promise<MaintenanceWindowView> {
  return apiSend<MaintenanceWindowView>("PATCH", `/api/v1/monitoring/maintenance-windows/${id}`, changes);
}

export function deleteMaintenanceWindowRequest(id: string): Promise<void> {
  return apiSend("DELETE", `/api/v1/monitoring/maintenance-windows/${id}`);
}

const linkPath = (token: string) => `/api/v1/monitoring/acknowledge-links/${encodeURIComponent(token)}`;

/** What a link of a message would acknowledge; asking has no effect. */
export function acknowledgeLinkQuery(token: string) {
  return queryOptions({
    queryKey: ["acknowledge-link", token] as const,
    queryFn: () => apiGet<AcknowledgeLink>(linkPath(token)),
    retry: false,
    // Once it was used it is no link any more: what is shown must stay.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function acknowledgeByLinkRequest(token: string): Promise<AcknowledgedByLink> {
  return apiSend<AcknowledgedByLink>("POST", linkPath(token), {});
}

/** The tree of routes; `notification:*` events make it stale with the channels. */
export function routesQuery() {
  return queryOptions({ queryKey: ["notifications", "routes"] as const, queryFn: () => apiGet<RouteList>("/api/v1/monitoring/routes") });
}

/** A route as a form holds it: the server says what is wrong with it. */
export type RouteDraft = Record<string, unknown>;

export function createRouteRequest(input: RouteDraft): Promise<RouteView> {
  return apiSend<RouteView>("POST", "/api/v1/monitoring/routes", input);
}

/** What is left out stays. */
export function updateRouteRequest(id: string, changes: RouteDraft): Promise<RouteView> {
  return apiSend<RouteView>("PATCH", `/api/v1/monitoring/routes/${id}`, changes);
}

export function deleteRouteRequest(id: string): Promise<void> {
  return apiSend("DELETE", `/api/v1/monitoring/routes/${id}`);
}

/** Which route an alert with these labels would take; without effect. */
export function testRoutesRequest(labels: Record<string, string>): Promise<RoutesTested> {
  return apiSend<RoutesTested>("POST", "/api/v1/monitoring/routes/test", { labels });
}
