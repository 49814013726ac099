import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { hasDatabaseCode } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";

const Dropped = z.object({ dropped: column.count });
const End = z.object({ end: column.instant });

/** A drop waits this long for readers before it steps back and lets the others pass. */
const lockTimeout = "1s";
const maxAttempts = 10;
const pauseMs = 2_000;

interface DropOptions {
  parent: string;
  unit: "day" | "month";
  /** Partitions that end at or before this instant go. */
  before: Date;
  signal?: AbortSignal | undefined;
  /**
   * More to remove in the transaction of each partition, of the time before `end`. It runs before the drop, which locks the whole
   * table against everybody until COMMIT.
   */
  also?: (tx: Transaction, end: Date) => Promise<void>;
}

/**
 * Drops the old partitions of a table: no vacuum and hardly any WAL, however many rows. Each in a transaction of its own, the
 * oldest first, so that others pass between two and what has gone stays gone.
 * @returns how many
 * @throws the last lock time-out after ten attempts at one partition, or the signal's reason
 */
export async function dropPartitions(db: Database, options: DropOptions): Promise<number> {
  let dropped = 0;
  for (const { end } of await db.rows(endsOf(options), End)) dropped += await dropUntil(db, end, options);
  return dropped;
}

/** When the partitions end that go. */
function endsOf({ parent, unit, before }: DropOptions): Sql {
  const format = unit === "day" ? "YYYYMMDD" : "YYYYMM";
  return sql`select ends as end from pg_inherits join pg_class child on child.oid = inhrelid,
      lateral (select (to_date(substring(child.relname from '[0-9]+$'), ${format}) + ('1 ' || ${unit})::interval) at time zone 'UTC' as ends) e
    where inhparent = to_regclass(${parent}) and child.relname ~ ('^' || ${parent} || '_p[0-9]{6,8}$') and ends <= ${before}::timestamptz
    order by ends`;
}

async function dropUntil(db: Database, end: Date, { parent, unit, signal, also }: DropOptions): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await transaction(db, async (tx) => {
        await tx.execute(sql`select set_config('lock_timeout', ${lockTimeout}, true)`);
        await also?.(tx, end);
        const [result] = await tx.rows(sql`select drop_partitions(${parent}, ${unit}, ${end}::timestamptz) as dropped`, Dropped);
        return result?.dropped ?? 0;
      });
    } catch (error) {
      if (!hasDatabaseCode(error, "55P03") || attempt === maxAttempts) throw error;
      await sleep(pauseMs, undefined, signal ? { signal } : {});
    }
  }
}
