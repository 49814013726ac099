import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

const dayMs = 86_400_000;
/** As long as the billing events that most of them carry. */
const keptDays = 35;
const deletedAtOnce = 5_000;

/** Deletes deliveries that were sent or given up 35 days ago, with their attempts. What waits stays. */
export async function purgeDeliveries({ db, now }: Context, signal?: AbortSignal): Promise<{ deleted: number }> {
  const before = new Date(now.getTime() - keptDays * dayMs);
  let deleted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const some = await transaction(db, (tx) =>
      tx.execute(sql`delete from delivery where id in (
        select id from delivery where state <> 'waiting' and ended_at < ${before}::timestamptz limit ${deletedAtOnce})`),
    );
    deleted += some;
    if (some < deletedAtOnce) return { deleted };
  }
}
