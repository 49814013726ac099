import type { Inventory } from "#lib/appliances/schema";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/**
 * Notes what each repository holds now, as the last value of this quarter of an hour and of this day (UTC). A report that comes
 * after a later one (a clock that was set back) changes nothing.
 */
export async function recordCapacity(tx: SqlTransaction, now: Date, applianceId: string, inventory: Inventory): Promise<void> {
  if (inventory.repositories.length === 0) return;
  const values = JSON.stringify(inventory.repositories);
  for (const [table, width] of [
    [sql`appliance_capacity`, sql`interval '15 minutes'`],
    [sql`appliance_capacity_daily`, sql`interval '1 day'`],
  ] as const)
    await tx.execute(sql`
      insert into ${table} as present (appliance_id, repository_id, bucket, at, total_bytes, used_bytes)
      select ${applianceId}::uuid, r.id, date_bin(${width}, ${now}::timestamptz, timestamptz '2000-01-01T00:00:00Z'), ${now}::timestamptz,
        r."totalBytes", r."usedBytes"
      from jsonb_to_recordset(${values}::jsonb) as r(id text, "totalBytes" bigint, "usedBytes" bigint) order by r.id
      on conflict (appliance_id, repository_id, bucket) do update
        set at = excluded.at, total_bytes = excluded.total_bytes, used_bytes = excluded.used_bytes where present.at <= excluded.at`);
}
