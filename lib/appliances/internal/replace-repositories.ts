import type { Inventory } from "#lib/appliances/schema";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Makes the appliance's repositories those of the snapshot. The history of one that is gone stays until it is old. */
export async function replaceRepositories(tx: SqlTransaction, applianceId: string, { repositories }: Inventory): Promise<void> {
  const ids = repositories.map(({ id }) => id);
  await tx.execute(
    sql`delete from appliance_repository where appliance_id = ${applianceId}::uuid and repository_id <> all(${ids}::text[])`,
  );
  await tx.execute(sql`
    insert into appliance_repository (appliance_id, repository_id, name, total_bytes, used_bytes, is_active)
    select ${applianceId}::uuid, r.id, r.name, r."totalBytes", r."usedBytes", r."isActive"
    from jsonb_to_recordset(${JSON.stringify(repositories)}::jsonb)
      as r(id text, name text, "totalBytes" bigint, "usedBytes" bigint, "isActive" boolean)
    on conflict (appliance_id, repository_id) do update
      set name = excluded.name, total_bytes = excluded.total_bytes, used_bytes = excluded.used_bytes, is_active = excluded.is_active`);
}
