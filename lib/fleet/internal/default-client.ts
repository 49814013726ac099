import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Makes a client the one that receives traffic of protocols that know only the server. The server must be locked. */
export async function makeDefault(tx: SqlTransaction, nodeServerId: number, clientId: number): Promise<void> {
  await tx.execute(
    sql`update node_client set is_default = false where node_server_id = ${nodeServerId} and is_default and id <> ${clientId}`,
  );
  await tx.execute(sql`update node_client set is_default = true where id = ${clientId} and node_server_id = ${nodeServerId}`);
}

/** A server that has clients has a default: its oldest client, where nobody chose one. The server must be locked. */
export async function keepADefault(tx: SqlTransaction, nodeServerId: number): Promise<void> {
  await tx.execute(sql`
    update node_client set is_default = true
    where id = (select min(id) from node_client where node_server_id = ${nodeServerId})
      and not exists (select 1 from node_client where node_server_id = ${nodeServerId} and is_default)`);
}
