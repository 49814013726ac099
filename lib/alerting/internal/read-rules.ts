import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { NoData, Severity } from "../schema.ts";

const Row = z.object({
  id: z.string(),
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
  has_failed: z.boolean(),
});

/** A rule as the engine needs it. */
export interface EngineRule {
  id: string;
  name: string;
  kind: string;
  params: Record<string, unknown>;
  severity: Severity;
  forSeconds: number;
  clearSeconds: number;
  reopenSeconds: number;
  noData: NoData;
  runbook: string;
  isEnabled: boolean;
  /** The last evaluation could not look: it looks by itself from now on, until it works. */
  hasFailed: boolean;
}

/** Rules that match; `condition` is on `rule r`. */
export async function readRules(reader: Pick<SqlTransaction, "rows">, condition: Sql): Promise<EngineRule[]> {
  const rows = await reader.rows(
    sql`select r.id, r.name, r.kind, r.params, r.severity, r.for_seconds, r.clear_seconds, r.reopen_seconds, r.no_data, r.runbook, r.is_enabled,
      r.created_at, r.error is not null as has_failed
    from rule r where ${condition} order by r.created_at, r.id`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    params: row.params,
    severity: row.severity,
    forSeconds: row.for_seconds,
    clearSeconds: row.clear_seconds,
    reopenSeconds: row.reopen_seconds,
    noData: row.no_data,
    runbook: row.runbook,
    isEnabled: row.is_enabled,
    hasFailed: row.has_failed,
  }));
}
