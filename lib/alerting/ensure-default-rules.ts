import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { conditionKinds } from "./condition-registry.ts";

/**
 * Makes the rules that come with the product, each once in an installation's life: one that somebody has deleted is
 * remembered by its key and does not come back.
 */
export async function ensureDefaultRules(tx: Pick<SqlTransaction, "execute">, now: Date): Promise<number> {
  const rows = conditionKinds().flatMap(({ kind, defaults }) =>
    defaults.map(({ key, name, params, severity, forSeconds, clearSeconds }) => ({
      key,
      name,
      kind,
      params,
      severity,
      for_seconds: forSeconds,
      clear_seconds: clearSeconds,
    })),
  );
  return tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g(key text, name text, kind text, params jsonb, severity text, for_seconds integer, clear_seconds integer)),
    known as (insert into default_rule (key, made_at) select key, ${now}::timestamptz from given on conflict do nothing returning key)
    insert into rule (default_key, name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, created_at, updated_at)
    select g.key, g.name, g.kind, g.params, g.severity, g.for_seconds, g.clear_seconds, 600, 'stale', ${now}::timestamptz, ${now}::timestamptz
    from given g join known k on k.key = g.key`);
}
