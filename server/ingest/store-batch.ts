import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { ingestTransaction } from "#lib/core/transaction";
import type { Batch, Change } from "#lib/telemetry/batch";
import { maintainTelemetryPartitions } from "#lib/telemetry/maintain-telemetry-partitions";
import { forgetIds } from "#lib/telemetry/take-ids";
import { wasCommitted } from "#lib/telemetry/was-committed";
import { type WrittenBatch, writeBatch } from "#lib/telemetry/write-batch";
import { backoffMs } from "#lib/universal/backoff";
import { type Failure, failureOf, isPartitionMissing } from "./failure-of.ts";

/** Soon again, so that everything is well within seconds after the database is. */
const backoff = { firstMs: 50, maxMs: 1_000 };
const dayMs = 86_400_000;
/** So often the same is tried before it is tried in halves, where halves may help. */
const patience: Record<Failure, number> = { refused: 1, timeout: 2, unknown: 4, away: Number.POSITIVE_INFINITY };
/** Of an unknown failure the whole batch and a single message are tried again; halves on the way to it only once. */
const patienceOnTheWay: typeof patience = { ...patience, unknown: 1 };
/** That there was no time says nothing against a message: less than one cannot be asked for, so it is tried until there is. */
const patienceWithOne: typeof patience = { ...patience, timeout: Number.POSITIVE_INFINITY };

export interface StoreOptions {
  db: Database;
  log: Log;
  /** So many messages are stored for good. */
  onStored: (count: number) => void;
  /** Committed, but for messages that came before their nodes said who they are: those have still to be given to them. */
  onUnattached: (late: WrittenBatch["unattached"]) => void;
  /** PostgreSQL does not take this very message, whatever it is written with. */
  onUnstorable: () => void;
  /** Aborted when nobody waits any longer for a database that is away. */
  signal: AbortSignal;
}

interface Part {
  from: number;
  to: number;
}

/**
 * Stores a batch, however long that takes: with the database away it tries again until that is back, and a COMMIT without
 * an answer is looked up, so that nothing is stored twice. A message that PostgreSQL does not take is searched for by
 * halves: it alone is dropped. Where nothing at all can be stored, nothing is dropped either, nor what there is no time for.
 * @returns what dropped messages brought besides and no later one could bring, for the next batch
 * @throws the last error, once `signal` is aborted
 */
export async function storeBatch(options: StoreOptions, batch: Batch): Promise<Change[]> {
  const parts: Part[] = [{ from: 0, to: batch.rows }];
  const orphans: Change[] = [];
  let hasStored = false;
  for (let part = parts.pop(); part; part = parts.pop()) {
    const { from, to } = part;
    const end = await storePart(options, batch, part);
    if (end === "stored") {
      hasStored = true;
      options.onStored(to - from);
    } else if (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      parts.push({ from: middle, to }, { from, to: middle });
    } else if (end === "refused" || hasStored) {
      options.log.warn({ msg: batch.tallyOf[from]?.msg }, "PostgreSQL does not take a message of telemetry: it is dropped");
      orphans.push(...batch.drop(from, parts.at(-1)?.from));
      options.onUnstorable();
    } else {
      // Nobody knows yet whether it is the message or the database: the others first.
      parts.unshift(part);
    }
  }
  return orphans;
}

/** Tries until it is stored, or until trying a smaller part makes sense. */
async function storePart(options: StoreOptions, batch: Batch, part: Part): Promise<"stored" | Failure> {
  const { log, signal } = options;
  const rows = part.to - part.from;
  const most = rows === 1 ? patienceWithOne : rows < batch.rows ? patienceOnTheWay : patience;
  const failures = { refused: 0, timeout: 0, unknown: 0, away: 0 };
  for (let attempt = 0, hasPartitions = false; ; attempt++) {
    try {
      await writeOnce(options, batch, part);
      return "stored";
    } catch (error) {
      if (signal.aborted) throw error;
      if (isPartitionMissing(error) && (await makePartitions(options, batch)) && !hasPartitions) {
        hasPartitions = true;
        continue;
      }
      const failure = failureOf(error);
      failures[failure] += 1;
      if (failure === "unknown" && failures.unknown === 1) log.error({ err: error }, "cannot store telemetry, trying again");
      if (failures[failure] >= most[failure]) return failure;
      await sleep(backoffMs(attempt, backoff, Math.random()), undefined, { signal }).catch(() => {});
    }
  }
}

/**
 * Partitions are made ahead every day; a process that slept through that makes them, and one that waited for its database for
 * days needs those of the days on which its messages arrived.
 */
async function makePartitions({ db, log }: StoreOptions, batch: Batch): Promise<boolean> {
  try {
    for (const day of new Set(batch.tallies.map((tally) => tally.day))) await maintainTelemetryPartitions(db, new Date(day * dayMs));
    return true;
  } catch (error) {
    log.warn({ err: error }, "partitions for telemetry could not be made, trying again");
    return false;
  }
}

/** One transaction, and the truth about its end. */
async function writeOnce({ db, signal, onUnattached }: StoreOptions, batch: Batch, { from, to }: Part): Promise<void> {
  let written: WrittenBatch | undefined;
  try {
    await ingestTransaction(db, async (tx, client) => {
      written = await writeBatch(tx, client, batch, from, to);
    });
  } catch (error) {
    forgetIds();
    if (written === undefined || !(await isStored(db, written, signal))) throw error;
  }
  if (written === undefined) return;
  written.committed();
  onUnattached(written.unattached);
}

/** After a COMMIT without an answer: asks until the database says how it ended. */
async function isStored(db: Database, { proof }: WrittenBatch, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      const end = await wasCommitted(db, proof);
      if (end !== "in_progress") return end === "committed";
    } catch (error) {
      if (signal.aborted || !isDatabaseAway(error)) throw error;
    }
    await sleep(backoffMs(attempt, backoff, Math.random()), undefined, { signal }).catch(() => {});
  }
}
