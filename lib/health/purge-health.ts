import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

/** As long as alerts are kept. */
const keptDays = 400;

/** Deletes changes that are older than alerts are kept. The present state of a component is no history and stays. */
export async function purgeHealth({ db, now }: Context): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  return transaction(db, (tx) => tx.execute(sql`delete from component_health_change where at < ${before}::timestamptz`));
}
