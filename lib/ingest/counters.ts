import { singleton } from "#lib/core/singleton";
import { NackCode } from "#lib/ingest/schema";
import type { ItemOutcome } from "#lib/ingest/store-items";

/**
 * What this process did with items since it started. Once nothing is under way `received = stored + duplicate + all of refused`;
 * what is missing is in flight.
 */
export interface IngestCounters {
  received: number;
  stored: number;
  duplicate: number;
  readonly refused: Record<NackCode, number>;
  /** What cannot be counted but only looked at. Null in a process without sockets of acknowledged ingest. */
  look: (() => { open: number; bufferedBytes: number }) | null;
}

/** One for the process, though Next's bundle has its own copy of this file. */
export function ingestCounters(): IngestCounters {
  return singleton("ingest-counters", () => ({
    received: 0,
    stored: 0,
    duplicate: 0,
    refused: Object.fromEntries(NackCode.options.map((code) => [code, 0])) as Record<NackCode, number>,
    look: null,
  }));
}

/** Counts items as a message brought them, together with those that were refused while it was read. */
export function countReceived(items: number, refused: readonly { code: NackCode }[]): void {
  const counters = ingestCounters();
  counters.received += items + refused.length;
  for (const { code } of refused) counters.refused[code]++;
}

export function countOutcomes(outcomes: readonly ItemOutcome[]): void {
  const counters = ingestCounters();
  for (const outcome of outcomes) {
    if (outcome.status === "refused") counters.refused[outcome.code]++;
    else counters[outcome.status]++;
  }
}
