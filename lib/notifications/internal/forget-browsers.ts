import { z } from "zod";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

const Forgotten = z.object({ id: z.string(), target_id: z.string(), label: z.string() });
export type Forgotten = z.output<typeof Forgotten>;

/**
 * Removes the browsers `b` that `condition` names and tells the pages. A push service that nobody is left at fails
 * no longer: nothing is sent there that could succeed again.
 */
export async function forgetBrowsers(tx: SqlTransaction, now: Date, condition: Sql): Promise<Forgotten[]> {
  const forgotten = await tx.rows(sql`delete from web_push_browser b where ${condition} returning id, target_id, label`, Forgotten);
  if (forgotten.length === 0) return [];
  await tx.execute(sql`
    update notification_target t set failures = 0, failing_since = null, not_before = null, last_error = null
    where t.id = any(${forgotten.map(({ target_id: id }) => id)}::uuid[]) and not exists (select from web_push_browser b where b.target_id = t.id)`);
  announceBrowsers(tx, now);
  return forgotten;
}

/** Tells the pages that other browsers are told than before, and not whose. */
export function announceBrowsers(tx: SqlTransaction, now: Date): void {
  publish(tx, now, "notification:browsers-changed", ["permission:monitoring:read"], {});
}
