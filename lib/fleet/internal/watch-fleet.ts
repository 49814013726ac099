import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** A look at the fleet that is later than this after the previous one means that we were away, seconds. */
export const gapS = 60;

/**
 * Notes that somebody looks at the fleet now and answers since when we have listened without a gap. A gap is written
 * to `fleet_gap`: the hours it touches count it as unknown.
 */
export async function watchFleet(tx: SqlTransaction, now: Date): Promise<Date> {
  const [watch] = await tx.rows(
    sql`
    with previous as (select watched_at from fleet_watch),
    gap as (
      insert into fleet_gap (from_at, to_at)
      select watched_at, ${now}::timestamptz from previous where watched_at < ${now}::timestamptz - make_interval(secs => ${gapS})
      on conflict (from_at) do nothing)
    insert into fleet_watch as watch (watched_at, listening_since) values (${now}, ${now})
    on conflict (id) do update set
      watched_at = greatest(watch.watched_at, excluded.watched_at),
      listening_since = case
        when watch.watched_at < excluded.watched_at - make_interval(secs => ${gapS}) then excluded.watched_at
        else watch.listening_since end
    returning listening_since`,
    z.object({ listening_since: column.instant }),
  );
  if (!watch) throw new Error("fleet_watch was not written");
  return watch.listening_since;
}
