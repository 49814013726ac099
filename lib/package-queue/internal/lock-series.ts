import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Advisory lock class of "the versions of one series": "pser". */
const seriesLock = 0x70736572;

/**
 * Holds a series until COMMIT: its master, its versions and whether they are sold stay as they are read after this.
 * Whoever changes them holds it alone; buyers share it, so they never wait for each other. Take it after a user's queue.
 */
export async function lockSeries(tx: SqlTransaction, series: string, hold: "alone" | "shared"): Promise<void> {
  // A lock on a row would not do: who waits for one that is deleted or no longer master finds none, not the next.
  if (hold === "alone") await tx.execute(sql`select pg_advisory_xact_lock(${seriesLock}::int, hashtext(${series}::uuid::text))`);
  else await tx.execute(sql`select pg_advisory_xact_lock_shared(${seriesLock}::int, hashtext(${series}::uuid::text))`);
}
