import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Advisory lock class of "one report of a server at a time": "usag". */
const serverLock = 0x75736167;

/**
 * Holds the server's place in line until COMMIT: retries and counters are decided one report at a time, and nothing is
 * deleted while a report of it is being written. Take it before any row of the server is locked.
 */
export async function lockServerReports(tx: SqlTransaction, nodeServerId: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${serverLock}::int, ${nodeServerId}::int)`);
}
