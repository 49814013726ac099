import { auditAll } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { brokenPromises, checkValues } from "#lib/settings/check-settings";
import { forgetSettings } from "#lib/settings/current-settings";
import { declarationOf, type SettingKey, type Settings, settingKeys } from "#lib/settings/declarations";
import { effectiveValue, readSettingRows, type SettingRow } from "#lib/settings/read-settings";
import { SettingList, UpdateSettingsInput } from "#lib/settings/schema";
import { findLosses } from "./internal/find-losses.ts";
import { readSettingList, revisionOf } from "./internal/setting-view.ts";

/** Advisory lock of changes, so that two of them see each other: "sett". */
const changeLock = 0x73657474;

/**
 * Changes several settings, all or none, and audits each. Jobs use a new value at their next run, requests within 10 s.
 * @throws DomainError validation_failed or unprocessable naming each bad value; conflict when somebody changed settings
 * since `revision`; confirmation_required saying what a shorter retention deletes, in `state.losses`
 */
export const updateSettings = operation(
  { name: "updateSettings", summary: "Change settings", policy: "settings:write", input: UpdateSettingsInput, output: SettingList },
  async (ctx, { values: given, revision, confirm = false }) => {
    const checked = checkValues(given);
    if (!checked.ok) throw new DomainError("validation_failed", inWords(checked.errors), { errors: checked.errors });
    const list = await transaction(ctx.db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${changeLock})`);
      const rows = await readSettingRows(tx);
      const present = revisionOf(rows);
      if (revision !== undefined && revision !== present)
        throw new DomainError("conflict", "Somebody changed the settings meanwhile; nothing was changed", { state: { revision: present } });
      const changes = [...checked.values].filter(([key, value]) => (rows.get(key)?.value ?? null) !== value);
      const before = settingsOf(rows);
      const after: Settings = {
        ...before,
        ...Object.fromEntries(changes.map(([key, value]) => [key, value ?? declarationOf(key).fallback()])),
      };
      const broken = brokenPromises(after, new Set(changes.map(([key]) => key)));
      if (broken.length > 0) throw new DomainError("unprocessable", inWords(broken), { errors: broken });
      const losses = confirm ? [] : await findLosses(tx, ctx.now, before, after);
      if (losses.length > 0) {
        const detail = "A shorter retention deletes what is there: send confirm: true to agree. Nothing was changed yet";
        throw new DomainError("confirmation_required", detail, { state: { losses } });
      }
      if (changes.length > 0) {
        await writeChanges(tx, ctx.now, ctx.actor.label, changes);
        const entries = changes.map(([key, value]) => ({
          action: "setting.update",
          subjectKind: "setting",
          subjectId: key,
          before: { value: before[key], source: effectiveValue(key, rows.get(key)).isSet ? "setting" : "default" },
          after: { value: after[key], source: value === null ? "default" : "setting" },
        }));
        await auditAll(tx, ctx, entries);
        publish(tx, ctx.now, "settings:changed", ["permission:settings:read"], { keys: changes.map(([key]) => key) });
      }
      return readSettingList(tx);
    });
    forgetSettings();
    return list;
  },
);

function inWords(errors: readonly { path: string; detail: string }[]): string {
  return errors.map(({ path, detail }) => `${path}: ${detail}`).join("; ");
}

function settingsOf(rows: ReadonlyMap<SettingKey, SettingRow>): Settings {
  return Object.fromEntries(settingKeys.map((key) => [key, effectiveValue(key, rows.get(key)).value])) as Settings;
}

/** A reset keeps its row, without a value: the page says who reset it, and the revision goes on. */
async function writeChanges(
  tx: Transaction,
  now: Date,
  label: string,
  changes: readonly (readonly [SettingKey, number | null])[],
): Promise<void> {
  await tx.execute(sql`
    insert into setting (key, value, updated_at, updated_by)
    select c.key, case when c.value is null then null else to_jsonb(c.value) end, ${now}::timestamptz, ${label}
    from jsonb_to_recordset(${JSON.stringify(changes.map(([key, value]) => ({ key, value })))}::jsonb) as c(key text, value bigint)
    on conflict (key) do update set value = excluded.value, version = setting.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
}
