import type { Context } from "#lib/auth/context";
import { joinSql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/**
 * Writes the present factor of clients into the factor history, from now on. In the transaction of the change; the
 * past stays as it is, because every ledger line carries the factor that applied to it.
 */
export async function recordFactors(tx: SqlTransaction, ctx: Context, clientIds: readonly number[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.execute(sql`
    insert into traffic_factor_history (node_client_id, traffic_factor, applies_from, changed_by)
    select id, traffic_factor, ${ctx.now}::timestamptz, ${ctx.actor.label} from node_client where id in (${joinSql([...clientIds])})`);
}
