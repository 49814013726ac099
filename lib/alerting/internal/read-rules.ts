import { z } from "zod";
import { sql } from "#lib/core/sql";
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
  has_failed: z.boolean(),
  is_with_kind: z.boolean(),
  resource_count: z.number().int(),
  stale_count: z.number().int(),
  duration_ms: z.number().nullable(),
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
  /** The last evaluation could not look: it looks by itself from now on, until it works. */
  hasFailed: boolean;
  /** What is noted of its last evaluation: nothing of this is written again while it stays so. */
  noted: NotedOutcome;
}

export interface NotedOutcome {
  isWithKind: boolean;
  resourceCount: number;
  staleCount: number;
  /** Its own; of one that looks with its kind that of an earlier time. */
  durationMs: number;
}

/** Every rule that is switched on. */
export async function readRules(reader: Pick<SqlTransaction, "rows">): Promise<EngineRule[]> {
  const rows = await reader.rows(
    sql`select id, name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, error is not null as has_failed, is_with_kind,
      resource_count, stale_count, duration_ms
    from rule where is_enabled`,
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
    hasFailed: row.has_failed,
    noted: {
      isWithKind: row.is_with_kind,
      resourceCount: row.resource_count,
      staleCount: row.stale_count,
      durationMs: row.duration_ms ?? 0,
    },
  }));
}
