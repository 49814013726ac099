import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Advisory lock of those who change many alerts at once: "alrt". */
const alertsLock = 0x616c7274;

/**
 * Held to COMMIT by evaluation, rules, senders, silences and windows: each of them locks rows of alerts, in no common order, and
 * may change what mutes the others'. Taken before any row. People's single actions lock one row only and need no turn.
 */
export async function lockAlerts(tx: SqlTransaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${alertsLock})`);
}
