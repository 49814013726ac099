import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type Mute, muteDecider } from "./decide-mute.ts";
import { decideMuteChange, type MuteChange, type StoredMute } from "./decide-mute-change.ts";
import { inhibitions } from "./inhibitions.ts";
import { noteEndedSilences } from "./internal/note-ended-silences.ts";
import { type FiringAlert, mutableOf, readFiring } from "./internal/read-firing.ts";
import { readSilences, readWindows } from "./internal/read-mutes.ts";

/** An alert whose being muted has just begun, changed or ended. */
export interface ChangedMute extends MuteChange {
  id: string;
  mute: Mute | undefined;
}

/**
 * Brings what mutes each firing alert (or only these, and those of silences that have ended) up to date and writes the changes
 * on their timelines. Called in every transaction that changes alerts, silences or windows, under `lockAlerts`, so that
 * nobody is told in between.
 */
export async function refreshMutes(tx: SqlTransaction, now: Date, onlyIds?: readonly string[]): Promise<ChangedMute[]> {
  const over = await noteEndedSilences(tx, now);
  const rows = await readFiring(tx, onlyIds === undefined ? emptySql : oneOf(onlyIds, [...over.keys()]));
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
    const change = decideMuteChange(storedMute(row), mute, over);
    return change.steps.length === 0 ? [] : [{ id: row.id, mute, ...change }];
  });
  if (changed.length > 0) await writeMutes(tx, changed, now);
  return changed;
}

function oneOf(ids: readonly string[], silenceIds: readonly string[]): Sql {
  return silenceIds.length === 0
    ? sql`and a.id = any(${ids}::uuid[])`
    : sql`and (a.id = any(${ids}::uuid[]) or a.muted_id = any(${silenceIds}::uuid[]))`;
}

function storedMute({ muted_by: by, muted_id: id, muted_reason: reason, muted_until: until }: FiringAlert): StoredMute | undefined {
  return by === null || id === null ? undefined : { by, id, reason: reason ?? "", until };
}

async function writeMutes(tx: SqlTransaction, changed: readonly ChangedMute[], now: Date): Promise<void> {
  const rows = changed.map(({ id, mute, silenceOverId }) => ({
    id,
    by: mute?.by ?? null,
    mute_id: mute?.id ?? null,
    reason: mute?.reason ?? null,
    until: mute?.until ?? null,
    silence_over_id: silenceOverId ?? null,
  }));
  const steps = changed.flatMap(({ id, steps }) => steps.map((step) => ({ id, ...step })));
  await tx.execute(sql`
    update alert a set muted_by = g.by, muted_id = g.mute_id, muted_reason = g.reason, muted_until = g.until,
      silence_over_id = coalesce(g.silence_over_id, a.silence_over_id)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id uuid, by text, mute_id uuid, reason text, until timestamptz, silence_over_id uuid)
    where a.id = g.id`);
  await tx.execute(sql`
    insert into alert_event (alert_id, at, kind, detail)
    select id, ${now}::timestamptz, kind, reason from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as g(id uuid, kind text, reason text)`);
}
