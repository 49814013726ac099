import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { AlertState } from "../alert-state.ts";
import { Severity } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  fingerprint: z.string(),
  rule_id: z.string().nullable(),
  resource_type: z.string(),
  resource_id: z.string(),
  message: z.string(),
  severity: Severity,
  status: z.enum(["pending", "firing", "resolved"]),
  started_at: column.instant,
  fired_at: column.instant.nullable(),
  resolved_at: column.instant.nullable(),
  is_held_open: z.boolean(),
  clear_since: column.instant.nullable(),
  stale_since: column.instant.nullable(),
  last_seen_at: column.instant,
  occurrences: z.number().int(),
  reopen_count: z.number().int(),
  acknowledged_at: column.instant.nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_until: column.instant.nullable(),
});

/** A stored alert with what the machine remembers of it. */
export interface StoredAlert {
  id: string;
  fingerprint: string;
  ruleId: string | null;
  resourceType: string;
  resourceId: string;
  message: string;
  severity: Severity;
  state: AlertState;
}

/** Alerts for the machine; `rest` is what follows `from alert a`. */
export async function readStoredAlerts(reader: Pick<SqlTransaction, "rows">, rest: Sql): Promise<StoredAlert[]> {
  const rows = await reader.rows(
    sql`select a.id, a.fingerprint, a.rule_id, a.resource_type, a.resource_id, a.message, a.severity, a.status, a.started_at, a.fired_at, a.resolved_at,
      a.is_held_open, a.clear_since, a.stale_since, a.last_seen_at, a.occurrences, a.reopen_count, a.acknowledged_at, a.acknowledged_by,
      a.acknowledged_until
    from alert a ${rest}`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    fingerprint: row.fingerprint,
    ruleId: row.rule_id,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    message: row.message,
    severity: row.severity,
    state: stateOf(row),
  }));
}

function stateOf(row: z.output<typeof Row>): AlertState {
  return {
    status: row.status,
    startedAt: row.started_at,
    firedAt: row.fired_at,
    resolvedAt: row.resolved_at,
    isHeldOpen: row.is_held_open,
    clearSince: row.clear_since,
    staleSince: row.stale_since,
    lastSeenAt: row.last_seen_at,
    occurrences: row.occurrences,
    reopenCount: row.reopen_count,
    acknowledgement:
      row.acknowledged_at === null
        ? null
        : { at: row.acknowledged_at, by: row.acknowledged_by ?? "somebody", until: row.acknowledged_until },
  };
}

/** The machine's memory as the columns of an UPDATE or INSERT, for `jsonb_to_recordset`. */
export function stateColumns(state: AlertState) {
  return {
    status: state.status,
    started_at: state.startedAt,
    fired_at: state.firedAt,
    resolved_at: state.resolvedAt,
    is_held_open: state.isHeldOpen,
    clear_since: state.clearSince,
    stale_since: state.staleSince,
    last_seen_at: state.lastSeenAt,
    occurrences: state.occurrences,
    reopen_count: state.reopenCount,
    acknowledged_at: state.acknowledgement?.at ?? null,
    acknowledged_by: state.acknowledgement?.by ?? null,
    acknowledged_until: state.acknowledgement?.until ?? null,
  };
}
