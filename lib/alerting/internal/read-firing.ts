import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { labelsOf } from "../alert-labels.ts";
import type { MutableAlert } from "../decide-mute.ts";
import { AlertSource, Severity } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  severity: Severity,
  source: AlertSource,
  title: z.string(),
  rule_name: z.string().nullable(),
  kind: z.string().nullable(),
  resource_type: z.string(),
  resource_id: z.string(),
  labels: z.record(z.string(), z.string()),
  muted_by: z.string().nullable(),
  muted_id: z.string().nullable(),
  muted_reason: z.string().nullable(),
  muted_until: column.instant.nullable(),
});
export type FiringAlert = z.output<typeof Row>;

/** Alerts that fire now, with what matchers look at and what mutes them; `condition` begins with `and`. */
export function readFiring(reader: Pick<SqlTransaction, "rows">, condition: Sql): Promise<FiringAlert[]> {
  return reader.rows(
    sql`select a.id, a.severity, a.source, a.title, r.name as rule_name, r.kind, a.resource_type, a.resource_id, a.labels, a.muted_by, a.muted_id,
      a.muted_reason, a.muted_until
    from alert a left join rule r on r.id = a.rule_id where a.status = 'firing' ${condition}`,
    Row,
  );
}

/** An alert as muting sees it: all of its labels by the names that matchers know. */
export function mutableOf(row: FiringAlert): MutableAlert {
  const { rule_name: ruleName, resource_type: resourceType, resource_id: resourceId, ...alert } = row;
  return { id: row.id, kind: row.kind ?? "", labels: labelsOf({ ...alert, ruleName, resourceType, resourceId }) };
}
