import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type Alert, AlertSource, AlertState, MuteView, Severity } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  status: AlertState,
  severity: Severity,
  source: AlertSource,
  title: z.string(),
  message: z.string(),
  rule_id: z.string().nullable(),
  rule_name: z.string().nullable(),
  kind: z.string().nullable(),
  resource_type: z.string(),
  resource_id: z.string(),
  labels: z.record(z.string(), z.string()),
  value: z.number().nullable(),
  started_at: column.instant,
  fired_at: column.instant,
  resolved_at: column.instant.nullable(),
  last_seen_at: column.instant,
  stale_since: column.instant.nullable(),
  occurrences: z.number().int(),
  reopen_count: z.number().int(),
  is_held_open: z.boolean(),
  acknowledged_at: column.instant.nullable(),
  acknowledged_by: z.string().nullable(),
  acknowledged_until: column.instant.nullable(),
  acknowledge_note: z.string().nullable(),
  assigned_to: z.string().nullable(),
  assigned_email: z.string().nullable(),
  muted_by: MuteView.shape.by.nullable(),
  muted_id: z.string().nullable(),
  muted_reason: z.string().nullable(),
  muted_until: column.instant.nullable(),
});

/**
 * Alerts that have fired, as people see them; `rest` is what follows `where` on `alert a`. `mark` may be `prepared`, where one
 * plan is right for all values.
 */
export async function readAlerts(reader: Pick<SqlTransaction, "rows">, rest: Sql, mark = (query: Sql) => query): Promise<Alert[]> {
  const rows = await reader.rows(
    mark(sql`select a.id, a.status, a.severity, a.source, a.title, a.message, a.rule_id, r.name as rule_name, r.kind, a.resource_type, a.resource_id,
      a.labels, a.value, a.started_at, a.fired_at, a.resolved_at, a.last_seen_at, a.stale_since, a.occurrences, a.reopen_count, a.is_held_open,
      a.acknowledged_at, a.acknowledged_by, a.acknowledged_until, a.acknowledge_note, a.assigned_to, u.email as assigned_email, a.muted_by,
      a.muted_id, a.muted_reason, a.muted_until
    from alert a left join rule r on r.id = a.rule_id left join app_user u on u.id = a.assigned_to where a.status <> 'pending' ${rest}`),
    Row,
  );
  return rows.map(viewOf);
}

function viewOf(row: z.output<typeof Row>): Alert {
  const isFiring = row.status === "firing";
  return {
    id: row.id,
    status: row.status,
    severity: row.severity,
    source: row.source,
    title: row.title,
    message: row.message,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    kind: row.kind,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    labels: row.labels,
    value: row.value,
    startedAt: row.started_at.toISOString(),
    firedAt: row.fired_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    lastSeenAt: row.last_seen_at.toISOString(),
    staleSince: isFiring ? (row.stale_since?.toISOString() ?? null) : null,
    occurrences: row.occurrences,
    reopenCount: row.reopen_count,
    acknowledgement: acknowledgementOf(row),
    assignedTo: row.assigned_to && row.assigned_email ? { id: row.assigned_to, email: row.assigned_email } : null,
    muted: isFiring ? muteOf(row) : null,
    willReopen: row.is_held_open,
  };
}

function acknowledgementOf(row: z.output<typeof Row>): Alert["acknowledgement"] {
  if (row.acknowledged_at === null) return null;
  return {
    at: row.acknowledged_at.toISOString(),
    by: row.acknowledged_by ?? "somebody",
    until: row.acknowledged_until?.toISOString() ?? null,
    note: row.acknowledge_note,
  };
}

function muteOf({ muted_by: by, muted_id: id, muted_reason: reason, muted_until: until }: z.output<typeof Row>): Alert["muted"] {
  return by && id ? { by, id, reason: reason ?? "", until: until?.toISOString() ?? null } : null;
}

/** One alert that has fired. */
export async function readAlert(reader: Pick<SqlTransaction, "rows">, id: string): Promise<Alert | undefined> {
  const [alert] = await readAlerts(reader, sql`and a.id = ${id}::uuid`);
  return alert;
}
