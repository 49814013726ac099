import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Advisory lock of those who decide what is told: "ntce". */
const noticesLock = 0x6e746365;

/** Held to COMMIT: one process at a time reads what was told and writes what is told now. Taken before any row. */
export async function lockNotices(tx: SqlTransaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${noticesLock})`);
}
