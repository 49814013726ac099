import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

/**
 * Adds the changes since the last time to the kept counts of items, in one statement: whoever counts meanwhile sees each
 * change once. The counts are right without it; it keeps few rows to add.
 */
export async function addUpCounts({ db }: Context): Promise<{ countsChanged: number }> {
  const countsChanged = await transaction(db, (tx) =>
    tx.execute(sql`
      with taken as (delete from package_queue_change returning package_id, status, change)
      insert into package_queue_count as c (package_id, status, items)
      select package_id, status, sum(change) from taken group by 1, 2 order by 1, 2
      on conflict (package_id, status) do update set items = c.items + excluded.items`),
  );
  return { countsChanged };
}
