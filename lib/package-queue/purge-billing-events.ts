import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

const dayMs = 86_400_000;
/** As long as the lines that they were made of. */
const keptDays = 35;
const deletedAtOnce = 10_000;

/** Deletes events that had their effect 35 days ago. What waits or is dead stays until somebody has dealt with it. */
export async function purgeBillingEvents({ db, now }: Context, signal?: AbortSignal): Promise<{ deleted: number }> {
  const before = new Date(now.getTime() - keptDays * dayMs);
  let deleted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const some = await transaction(db, (tx) =>
      tx.execute(sql`delete from billing_event where id in (
        select id from billing_event where state = 'done' and created_at < ${before}::timestamptz limit ${deletedAtOnce})`),
    );
    deleted += some;
    if (some < deletedAtOnce) return { deleted };
  }
}
