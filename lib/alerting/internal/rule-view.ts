import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { conditionOf } from "../condition-registry.ts";
import { ruleWords } from "../rule-words.ts";
import { NoData, type Rule, Severity } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  default_key: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  severity: Severity,
  for_seconds: z.number().int(),
  clear_seconds: z.number().int(),
  reopen_seconds: z.number().int(),
  no_data: NoData,
  runbook: z.string(),
  is_enabled: z.boolean(),
  created_at: column.instant,
  updated_at: column.instant,
  evaluated_at: column.instant.nullable(),
  duration_ms: z.number().nullable(),
  error: z.string().nullable(),
  resource_count: z.number().int(),
  stale_count: z.number().int(),
  firing_count: column.count,
  pending_count: column.count,
});

/** Rules as people see them; `rest` is what follows `from rule r`. */
export async function readRuleViews(reader: Pick<SqlTransaction, "rows">, rest: Sql): Promise<Rule[]> {
  const rows = await reader.rows(
    sql`select r.id, r.default_key, r.name, r.kind, r.params, r.severity, r.for_seconds, r.clear_seconds, r.reopen_seconds, r.no_data, r.runbook,
      r.is_enabled, r.created_at, r.updated_at, coalesce(l.evaluated_at, r.evaluated_at) as evaluated_at,
      coalesce(l.duration_ms, r.duration_ms) as duration_ms, r.error, r.resource_count, r.stale_count,
      (select count(*) from alert a where a.rule_id = r.id and a.status = 'firing') as firing_count,
      (select count(*) from alert a where a.rule_id = r.id and a.status = 'pending') as pending_count
    from rule r left join rule_look l on l.kind = r.kind and r.is_with_kind ${rest}`,
    Row,
  );
  return rows.map(viewOf);
}

/** One rule. */
export async function readRuleView(reader: Pick<SqlTransaction, "rows">, id: string): Promise<Rule | undefined> {
  const [rule] = await readRuleViews(reader, sql`where r.id = ${id}::uuid`);
  return rule;
}

function viewOf(row: z.output<typeof Row>): Rule {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    params: row.params,
    severity: row.severity,
    source: conditionOf(row.kind)?.source ?? "system",
    forSeconds: row.for_seconds,
    clearSeconds: row.clear_seconds,
    reopenSeconds: row.reopen_seconds,
    noData: row.no_data,
    runbook: row.runbook,
    isEnabled: row.is_enabled,
    isDefault: row.default_key !== null,
    words: ruleWords({ kind: row.kind, params: row.params, severity: row.severity, forSeconds: row.for_seconds }),
    state: stateOf(row),
    error: row.error,
    evaluatedAt: row.evaluated_at?.toISOString() ?? null,
    durationMs: row.duration_ms,
    resourceCount: row.resource_count,
    openCount: row.firing_count,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** The worst that is known: a rule that cannot look is never fine. */
function stateOf(row: z.output<typeof Row>): Rule["state"] {
  if (!row.is_enabled) return "disabled";
  if (row.error !== null) return "failing";
  if (row.evaluated_at === null) return "never_evaluated";
  if (row.firing_count > 0) return "firing";
  if (row.pending_count > 0) return "pending";
  return row.stale_count > 0 ? "stale" : "ok";
}
