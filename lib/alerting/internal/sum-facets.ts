import { type AlertFacets, AlertSource, AlertState, Severity } from "../schema.ts";
import type { AlertFilter } from "./alert-filter.ts";

/** Alerts that are alike in everything that is a facet. */
export interface AlertGroup {
  status: AlertState;
  severity: Severity;
  source: AlertSource;
  is_acknowledged: boolean;
  is_muted: boolean;
  count: number;
}

type Chosen = Pick<AlertFilter, "status" | "severity" | "source" | "acknowledged" | "muted">;

/**
 * The counts beside the list. A facet counts with every choice but its own, so that it says what another choice would
 * bring: a group that no choice excludes counts in all facets, one that a single choice excludes in that facet only.
 */
export function sumFacets(groups: readonly AlertGroup[], chosen: Chosen): AlertFacets {
  const facets: AlertFacets = {
    status: zeros(AlertState.options),
    severity: zeros(Severity.options),
    source: zeros(AlertSource.options),
    acknowledged: 0,
    unacknowledged: 0,
    muted: 0,
    unmuted: 0,
    total: 0,
  };
  for (const { count, ...group } of groups) {
    const excludedBy = exclusionsOf(group, chosen);
    if (excludedBy.length > 1) continue;
    const [only] = excludedBy;
    const counts = (facet: keyof Chosen) => only === undefined || only === facet;
    if (only === undefined) facets.total += count;
    if (counts("status")) facets.status[group.status] += count;
    if (counts("severity")) facets.severity[group.severity] += count;
    if (counts("source")) facets.source[group.source] = (facets.source[group.source] ?? 0) + count;
    if (counts("acknowledged")) facets[group.is_acknowledged ? "acknowledged" : "unacknowledged"] += count;
    if (counts("muted")) facets[group.is_muted ? "muted" : "unmuted"] += count;
  }
  return facets;
}

function exclusionsOf(group: Omit<AlertGroup, "count">, { status, severity, source, acknowledged, muted }: Chosen): (keyof Chosen)[] {
  const excludedBy: (keyof Chosen)[] = [];
  if (status !== undefined && status !== group.status) excludedBy.push("status");
  if (severity !== undefined && severity !== group.severity) excludedBy.push("severity");
  if (source !== undefined && source !== group.source) excludedBy.push("source");
  if (acknowledged !== undefined && acknowledged !== group.is_acknowledged) excludedBy.push("acknowledged");
  if (muted !== undefined && muted !== group.is_muted) excludedBy.push("muted");
  return excludedBy;
}

function zeros<V extends string>(values: readonly V[]): Record<V, number> {
  return Object.fromEntries(values.map((value) => [value, 0])) as Record<V, number>;
}
