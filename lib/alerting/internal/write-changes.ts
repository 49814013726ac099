import { z } from "zod";
import { makeSafe } from "#lib/core/make-safe";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { PlannedChange } from "../plan-changes.ts";
import { stateColumns } from "./alert-row.ts";

const Id = z.object({ id: z.string() });

/** A change with the row it belongs to. */
export interface WrittenChange extends PlannedChange {
  id: string;
}

/**
 * Writes one evaluation: rows that go, rows that change, new rows, and the timeline; four statements, however many alerts.
 * What PostgreSQL takes for no character is replaced: one broken text must not cost all the others of the transaction.
 */
export async function writeChanges(tx: SqlTransaction, changes: readonly PlannedChange[], now: Date): Promise<WrittenChange[]> {
  const gone = changes.flatMap(({ id, state }) => (id !== undefined && !state ? [id] : []));
  if (gone.length > 0) await tx.execute(sql`delete from alert where id = any(${gone}::uuid[]) and status = 'pending'`);
  const written = changes.flatMap((change) =>
    change.state ? [{ ...change, id: change.id ?? crypto.randomUUID(), isNew: change.id === undefined }] : [],
  );
  const rows = written.map(({ id, fingerprint, ruleId, severity, state, says, isNew }) => ({
    id,
    fingerprint,
    rule_id: ruleId,
    severity,
    source: says?.source ?? null,
    title: says?.title ?? null,
    message: says?.message ?? null,
    resource_type: says?.resourceType ?? null,
    resource_id: says?.resourceId ?? null,
    labels: says?.labels ?? null,
    value: says?.value ?? null,
    ends_at: says?.endsAt ?? null,
    is_new: isNew,
    ...(state ? stateColumns(state) : {}),
  }));
  if (rows.length > 0) await writeRows(tx, rows);
  const events = written.flatMap(({ id, steps, says }) =>
    steps.map(({ kind, reason }) => ({ alert_id: id, kind, detail: reason, value: says?.value ?? null })),
  );
  if (events.length > 0)
    await tx.execute(sql`
      insert into alert_event (alert_id, at, kind, detail, value)
      select e.alert_id, ${now}::timestamptz, e.kind, e.detail, e.value
      from jsonb_to_recordset(${makeSafe(JSON.stringify(events))}::jsonb) as e(alert_id uuid, kind text, detail text, value double precision)`);
  return written;
}

async function writeRows(tx: SqlTransaction, rows: readonly object[]): Promise<void> {
  await tx.rows(
    sql`with given as (
      select * from jsonb_to_recordset(${makeSafe(JSON.stringify(rows))}::jsonb) as g(id uuid, fingerprint text, rule_id uuid, severity text, source text,
        title text, message text, resource_type text, resource_id text, labels jsonb, value double precision, ends_at timestamptz, is_new boolean, status text,
        started_at timestamptz, fired_at timestamptz, resolved_at timestamptz, is_held_open boolean, clear_since timestamptz,
        stale_since timestamptz, last_seen_at timestamptz, occurrences integer, reopen_count integer, acknowledged_at timestamptz,
        acknowledged_by text, acknowledged_until timestamptz)),
    changed as (
      update alert a set status = g.status, severity = g.severity, title = coalesce(g.title, a.title), message = coalesce(g.message, a.message),
        labels = coalesce(g.labels, a.labels), value = coalesce(g.value, a.value), ends_at = case when g.title is null then a.ends_at else g.ends_at end, started_at = g.started_at, fired_at = g.fired_at,
        resolved_at = g.resolved_at, is_held_open = g.is_held_open, clear_since = g.clear_since, stale_since = g.stale_since,
        last_seen_at = g.last_seen_at, occurrences = g.occurrences, reopen_count = g.reopen_count, acknowledged_at = g.acknowledged_at,
        acknowledged_by = g.acknowledged_by, acknowledged_until = g.acknowledged_until
      from given g where a.id = g.id and not g.is_new returning a.id),
    made as (
      insert into alert (id, fingerprint, rule_id, severity, source, title, message, resource_type, resource_id, labels, value, status, started_at,
        fired_at, last_seen_at, stale_since, occurrences, ends_at)
      select g.id, g.fingerprint, g.rule_id, g.severity, g.source, g.title, g.message, g.resource_type, g.resource_id, coalesce(g.labels, '{}'),
        g.value, g.status, g.started_at, g.fired_at, g.last_seen_at, g.stale_since, g.occurrences, g.ends_at
      from given g where g.is_new returning id)
    select id from changed union all select id from made`,
    Id,
  );
}
