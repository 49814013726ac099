import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type AlertFacets, AlertSource, AlertState, Severity } from "../schema.ts";
import { type AlertFilter, alertFilter } from "./alert-filter.ts";

const Row = z.object({
  status: AlertState,
  severity: Severity,
  source: AlertSource,
  is_acknowledged: z.boolean(),
  is_muted: z.boolean(),
  count: column.count,
});
type Group = z.output<typeof Row>;

/** One pass over what the filter without its own facets leaves; the facets are sums of its few groups. */
export async function readFacets(reader: Pick<SqlTransaction, "rows">, filter: AlertFilter): Promise<AlertFacets> {
  const { status, severity, source, acknowledged, muted, ...rest } = filter;
  const groups = await reader.rows(
    sql`select a.status, a.severity, a.source, a.acknowledged_at is not null as is_acknowledged,
      a.status = 'firing' and a.muted_by is not null as is_muted, count(*) as count
    from alert a where a.status <> 'pending' ${alertFilter(rest)} group by 1, 2, 3, 4, 5`,
    Row,
  );
  const conditions: Record<string, (group: Group) => boolean> = {
    status: (group) => status === undefined || group.status === status,
    severity: (group) => severity === undefined || group.severity === severity,
    source: (group) => source === undefined || group.source === source,
    acknowledged: (group) => acknowledged === undefined || group.is_acknowledged === acknowledged,
    muted: (group) => muted === undefined || group.is_muted === muted,
  };
  // A facet counts with every filter but its own, so that it says what another choice would bring.
  const without = (own: string) =>
    groups.filter((group) => Object.entries(conditions).every(([name, agrees]) => name === own || agrees(group)));
  const sum = (found: readonly Group[]) => found.reduce((total, { count }) => total + count, 0);
  const of = <V extends string>(values: readonly V[], own: "status" | "severity" | "source") =>
    Object.fromEntries(values.map((value) => [value, sum(without(own).filter((group) => group[own] === value))])) as Record<V, number>;
  return {
    status: of(AlertState.options, "status"),
    severity: of(Severity.options, "severity"),
    source: of(AlertSource.options, "source"),
    acknowledged: sum(without("acknowledged").filter((group) => group.is_acknowledged)),
    unacknowledged: sum(without("acknowledged").filter((group) => !group.is_acknowledged)),
    muted: sum(without("muted").filter((group) => group.is_muted)),
    unmuted: sum(without("muted").filter((group) => !group.is_muted)),
    total: sum(without("")),
  };
}
