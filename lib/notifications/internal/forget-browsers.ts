import { z } from "zod";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

const Forgotten = z.object({ id: z.string(), user_id: z.string(), target_id: z.string(), label: z.string() });
export type Forgotten = z.output<typeof Forgotten>;

/**
 * Removes the browsers `b` that `condition` names and tells their owners' pages. A push service that nobody is left at fails
 * no longer: nothing is sent there that could succeed again.
 */
export async function forgetBrowsers(tx: SqlTransaction, now: Date, condition: Sql): Promise<Forgotten[]> {
  const forgotten = await tx.rows(
    sql`delete from web_push_browser b where ${condition} returning id, user_id, target_id, label`,
    Forgotten,
  );
  if (forgotten.length === 0) return [];
  await tx.execute(sql`
    update notification_target t set failures = 0, failing_since = null, not_before = null, last_error = null
    where t.id = any(${forgotten.map(({ target_id: id }) => id)}::uuid[]) and not exists (select from web_push_browser b where b.target_id = t.id)`);
  for (const userId of new Set(forgotten.map(({ user_id: id }) => id))) announceBrowsers(tx, now, userId);
  return forgotten;
}

/** Tells a person's own pages that which of their browsers are told has changed. */
export function announceBrowsers(tx: SqlTransaction, now: Date, userId: string): void {
  publish(tx, now, "notification:browsers-changed", [`user:${userId}`], { userId });
}
