import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Log, log as processLog } from "#lib/core/log";
import { singleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { declarationOf, isSettingKey, type SettingKey, type Settings, settingKeys } from "#lib/settings/declarations";

const Row = z.object({
  key: z.string(),
  value: z.unknown(),
  version: z.number().int(),
  updated_at: column.instant,
  updated_by: z.string(),
});
export type SettingRow = z.output<typeof Row>;

/** A connection or a transaction: whatever reads rows. */
export type Reader = Pick<SqlTransaction, "rows">;

/** The rows of settings that this version knows. One of a newer version is left alone. */
export async function readSettingRows(reader: Reader): Promise<Map<SettingKey, SettingRow>> {
  const rows = await reader.rows(sql`select key, value, version, updated_at, updated_by from setting`, Row);
  return new Map(rows.flatMap((row) => (isSettingKey(row.key) ? [[row.key, row] as const] : [])));
}

/** What applies of one setting, and why a stored value does not. */
export function effectiveValue(
  key: SettingKey,
  row: SettingRow | undefined,
): { value: number | null; isSet: boolean; problem: string | null } {
  const { fallback, schema, min, max } = declarationOf(key);
  if (row === undefined || row.value === null) return { value: fallback(), isSet: false, problem: null };
  const parsed = schema.safeParse(row.value);
  if (parsed.success) return { value: parsed.data, isSet: true, problem: null };
  const shown = JSON.stringify(row.value).slice(0, 80);
  return { value: fallback(), isSet: false, problem: `The stored value ${shown} is not a whole number from ${min} to ${max}` };
}

/**
 * Every setting as it is in the database at this moment, by one query: what jobs use at each run. A stored value that
 * cannot be used counts as its default and is warned of once per process; it never stops anything.
 */
export async function readSettings(reader: Reader, log: Log = processLog()): Promise<Settings> {
  const rows = await readSettingRows(reader);
  const values = settingKeys.map((key) => {
    const { value, problem } = effectiveValue(key, rows.get(key));
    if (problem !== null) warnOnce(log, key, problem);
    return [key, value];
  });
  return Object.fromEntries(values) as Settings;
}

function warnOnce(log: Log, setting: SettingKey, problem: string): void {
  const warned = singleton("settings-warned", () => new Set<string>());
  const warning = `${setting} ${problem}`;
  if (warned.has(warning)) return;
  warned.add(warning);
  log.warn({ setting, problem }, "a stored setting cannot be used; its default applies");
}
