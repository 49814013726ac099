import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { dueWarnings } from "#lib/package-queue/due-warnings";
import { readRunningItems } from "./running-items.ts";
import { warnItems } from "./warn-items.ts";

/**
 * After a new quota: warnings about use that it has taken back may be given again when their share is reached again, and
 * what is due now is told now.
 */
export async function renewWarnings(tx: SqlTransaction, now: Date, itemId: string): Promise<void> {
  const items = await readRunningItems(tx, sql`q.id = ${itemId}::uuid`);
  for (const item of items)
    await tx.execute(sql`
      delete from package_warning
      where package_queue_id = ${item.id}::uuid and kind in ('used_80', 'used_95') and kind <> all(${dueWarnings(item, now)}::text[])`);
  await warnItems(tx, now, items);
}
