import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Makes `id` the one master of its series, which the caller holds alone. A partial unique index allows no second one. */
export async function passMaster(tx: SqlTransaction, series: string, id: string): Promise<void> {
  await tx.execute(sql`update package set is_master = false where series = ${series}::uuid and is_master and id <> ${id}::uuid`);
  await tx.execute(sql`update package set is_master = true where id = ${id}::uuid`);
}
