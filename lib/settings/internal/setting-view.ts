import { declarationOf, type SettingKey, settingKeys } from "#lib/settings/declarations";
import { effectiveValue, type Reader, readSettingRows, type SettingRow } from "#lib/settings/read-settings";
import type { Setting, SettingList } from "#lib/settings/schema";

/** Every setting as the API shows it, and the revision they have together. */
export async function readSettingList(reader: Reader): Promise<SettingList> {
  const rows = await readSettingRows(reader);
  return { revision: revisionOf(rows), items: settingKeys.map((key) => viewOf(key, rows.get(key))) };
}

/** Each change of a row raises its version by one, so the sum never comes back to what it was. */
export function revisionOf(rows: ReadonlyMap<SettingKey, SettingRow>): number {
  return [...rows.values()].reduce((sum, { version }) => sum + version, 0);
}

function viewOf(key: SettingKey, row: SettingRow | undefined): Setting {
  const { group, title, description, unit, min, max, fallback, environment, schema } = declarationOf(key);
  const { value, isSet, problem } = effectiveValue(key, row);
  return {
    key,
    group,
    title,
    description,
    unit,
    value,
    source: isSet ? "setting" : environment?.isSet() ? "environment" : "default",
    default: fallback(),
    environment: environment?.name ?? null,
    min,
    max,
    mayBeForEver: schema.safeParse(null).success,
    problem,
    updatedAt: row?.updated_at.toISOString() ?? null,
    updatedBy: row?.updated_by ?? null,
  };
}
