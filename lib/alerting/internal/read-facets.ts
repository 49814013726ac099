import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type AlertFacets, AlertSource, AlertState, Severity } from "../schema.ts";
import { type AlertFilter, alertFilter } from "./alert-filter.ts";
import { sumFacets } from "./sum-facets.ts";

const Row = z.object({
  status: AlertState,
  severity: Severity,
  source: AlertSource,
  is_acknowledged: z.boolean(),
  is_muted: z.boolean(),
  count: column.count,
});

/** One pass over what the filter without its own facets leaves; the facets are sums of its few groups. */
export async function readFacets(
  reader: Pick<SqlTransaction, "rows">,
  filter: AlertFilter,
  mark = (query: Sql) => query,
): Promise<AlertFacets> {
  const { status, severity, source, acknowledged, muted, ...rest } = filter;
  const groups = await reader.rows(
    mark(sql`select a.status, a.severity, a.source, a.acknowledged_at is not null as is_acknowledged,
      a.status = 'firing' and a.muted_by is not null as is_muted, count(*) as count
    from alert a where a.status <> 'pending' ${alertFilter(rest)} group by 1, 2, 3, 4, 5`),
    Row,
  );
  return sumFacets(groups, { status, severity, source, acknowledged, muted });
}
