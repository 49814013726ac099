import { emptySql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type Mute, muteDecider } from "./decide-mute.ts";
import { inhibitions } from "./inhibitions.ts";
import { type FiringAlert, mutableOf, readFiring } from "./internal/read-firing.ts";
import { readSilences, readWindows } from "./internal/read-mutes.ts";

/** An alert whose being muted has just begun, changed or ended. */
export interface ChangedMute {
  id: string;
  mute: Mute | undefined;
}

/**
 * Brings what mutes each firing alert (or only these) up to date and writes the changes on their timelines. Called in
 * every transaction that changes alerts, silences or windows, under `lockAlerts`, so that nobody is told in between.
 */
export async function refreshMutes(tx: SqlTransaction, now: Date, onlyIds?: readonly string[]): Promise<ChangedMute[]> {
  const rows = await readFiring(tx, onlyIds === undefined ? emptySql : sql`and a.id = any(${onlyIds}::uuid[])`);
  if (rows.length === 0) return [];
  const kinds = inhibitions.map(({ sourceKind }) => sourceKind);
  const causes =
    onlyIds === undefined
      ? rows.filter(({ kind }) => kind !== null && kinds.includes(kind))
      : await readFiring(tx, sql`and r.kind = any(${kinds}::text[])`);
  const mutes = { silences: await readSilences(tx, now), windows: await readWindows(tx), inhibitions, firing: causes.map(mutableOf) };
  const decide = muteDecider(mutes, now);
  const changed = rows.flatMap((row) => {
    const mute = decide(mutableOf(row));
    return isSame(row, mute) ? [] : [{ id: row.id, mute }];
  });
  if (changed.length > 0) await writeMutes(tx, changed, now);
  return changed;
}

function isSame(row: FiringAlert, mute: Mute | undefined): boolean {
  if (!mute) return row.muted_by === null;
  return row.muted_id === mute.id && row.muted_reason === mute.reason && row.muted_until?.getTime() === mute.until?.getTime();
}

async function writeMutes(tx: SqlTransaction, changed: readonly ChangedMute[], now: Date): Promise<void> {
  const rows = changed.map(({ id, mute }) => ({
    id,
    by: mute?.by ?? null,
    mute_id: mute?.id ?? null,
    reason: mute?.reason ?? null,
    until: mute?.until ?? null,
  }));
  await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, by text, mute_id uuid, reason text, until timestamptz)),
    noted as (
      insert into alert_event (alert_id, at, kind, detail)
      select id, ${now}::timestamptz, case when by is null then 'unmuted' else 'muted' end, coalesce(reason, '') from given)
    update alert a set muted_by = g.by, muted_id = g.mute_id, muted_reason = g.reason, muted_until = g.until from given g where a.id = g.id`);
}
