import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { hasDatabaseCode } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";

const Dropped = z.object({ dropped: column.count });

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
  /** More to remove in the same transaction, after the drop. */
  also?: (tx: Transaction) => Promise<void>;
}

/**
 * Drops the old partitions of a table: no vacuum and hardly any WAL, however many rows.
 * @returns how many
 * @throws the last lock time-out after ten attempts, or the signal's reason
 */
export async function dropPartitions(db: Database, { parent, unit, before, signal, also }: DropOptions): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await transaction(db, async (tx) => {
        await tx.execute(sql`select set_config('lock_timeout', ${lockTimeout}, true)`);
        const [result] = await tx.rows(sql`select drop_partitions(${parent}, ${unit}, ${before}::timestamptz) as dropped`, Dropped);
        await also?.(tx);
        return result?.dropped ?? 0;
      });
    } catch (error) {
      if (!hasDatabaseCode(error, "55P03") || attempt === maxAttempts) throw error;
      await sleep(pauseMs, undefined, signal ? { signal } : {});
    }
  }
}
