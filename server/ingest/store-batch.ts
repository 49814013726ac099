import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/core/database";
import { hasDatabaseCode, isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { ingestTransaction } from "#lib/core/transaction";
import type { Batch, Change } from "#lib/telemetry/batch";
import { maintainTelemetryPartitions } from "#lib/telemetry/maintain-telemetry-partitions";
import { forgetIds } from "#lib/telemetry/take-ids";
import { wasCommitted } from "#lib/telemetry/was-committed";
import { type WrittenBatch, writeBatch } from "#lib/telemetry/write-batch";
import { backoffMs } from "#lib/universal/backoff";

/** Soon again, so that everything is well within seconds after the database is. */
const backoff = { firstMs: 50, maxMs: 1_000 };
/** A part that runs out of time so often is written in halves. */
const patience = 2;

export interface StoreOptions {
  db: Database;
  log: Log;
  /** So many messages are stored for good. */
  onStored: (count: number) => void;
  /** PostgreSQL refuses this very message, whatever it is written with. */
  onUnstorable: () => void;
  /** Aborted when nobody waits any longer for a database that is away. */
  signal: AbortSignal;
}

/**
 * Stores a batch, however long that takes: with the database away it tries again until that is back, and a COMMIT without
 * an answer is looked up, so that nothing is stored twice. What PostgreSQL refuses is searched for by halves: it alone is
 * dropped.
 * @returns what dropped messages at the end brought besides, for the next batch
 * @throws the last error, once `signal` is aborted
 */
export async function storeBatch(options: StoreOptions, batch: Batch): Promise<Change[]> {
  const parts: [from: number, to: number][] = [[0, batch.rows]];
  let orphans: Change[] = [];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    const outcome = await storePart(options, batch, from, to);
    if (outcome === "stored") options.onStored(to - from);
    else if (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      parts.push([middle, to], [from, middle]);
    } else {
      options.onUnstorable();
      orphans = batch.drop(from);
    }
  }
  return orphans;
}

/** `split`: the part cannot be stored as a whole, for good or in the time there is. */
async function storePart(options: StoreOptions, batch: Batch, from: number, to: number): Promise<"stored" | "split"> {
  const { db, log, signal } = options;
  for (let attempt = 0, timeouts = 0, hasPartitions = false; ; attempt++) {
    try {
      await writeOnce(options, batch, from, to);
      return "stored";
    } catch (error) {
      if (hasDatabaseCode(error, "23514") && !hasPartitions) {
        // Partitions are made ahead every day; a process that slept through that makes them.
        hasPartitions = await maintainTelemetryPartitions(db, new Date()).then(
          () => true,
          () => false,
        );
        continue;
      }
      if (isRefusal(error)) {
        if (to - from === 1)
          log.warn({ err: error, msg: batch.tallyOf[from]?.msg }, "PostgreSQL refuses a message of telemetry: it is dropped");
        return "split";
      }
      if (isTimeout(error) && ++timeouts >= patience && to - from > 1) return "split";
      if (!isDatabaseAway(error)) log.error({ err: error }, "cannot store telemetry, trying again");
      if (signal.aborted) throw error;
      await sleep(backoffMs(attempt, backoff, Math.random()), undefined, { signal }).catch(() => {});
    }
  }
}

/** One transaction, and the truth about its end. */
async function writeOnce({ db, signal }: StoreOptions, batch: Batch, from: number, to: number): Promise<void> {
  let written: WrittenBatch | undefined;
  try {
    await ingestTransaction(db, async (tx, client) => {
      written = await writeBatch(tx, client, batch, from, to);
    });
  } catch (error) {
    forgetIds();
    if (written === undefined || !(await isStored(db, written, signal))) throw error;
  }
  written?.committed();
}

/** After a COMMIT without an answer: asks until the database says how it ended. */
async function isStored(db: Database, { proof }: WrittenBatch, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      const end = await wasCommitted(db, proof);
      if (end !== "in_progress") return end === "committed";
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await sleep(backoffMs(attempt, backoff, Math.random()), undefined, { signal }).catch(() => {});
  }
}

/** Data that it cannot take (22…), a constraint (23…), a limit of its own such as the size of an index entry (54…). */
function isRefusal(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error));
}

function isTimeout(error: unknown): boolean {
  return codeOf(error) === "57014" || (error instanceof Error && error.message === "Query read timeout");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
