import type { Batch } from "./batches.ts";
import type { State } from "./read-state.ts";

/** What the restored state must be, and is not: in words, empty when all is well. */
export function judgeSnapshot(state: State, batches: readonly Batch[], window: { from: number; to: number }): string[] {
  const before = batches.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined && acknowledgedAt < window.from);
  const lost = before.filter(({ id }) => !state.batches.has(id));
  const known = new Map(batches.map((batch) => [batch.id, batch]));
  const present = [...state.batches.keys()].map((id) => known.get(id));
  const early = present.filter((batch) => batch === undefined || batch.sentAt > window.to);
  const broken = [
    ...said(lost.length, `of ${before.length} reports acknowledged before the backup are missing`),
    ...said(early.length, "reports are inside that were sent after the backup"),
    ...judgeLedger(
      state,
      present.filter((batch) => batch !== undefined),
    ),
    ...said(state.itemsBesideEvents, "items differ from the billing events that took effect"),
  ];
  return broken;
}

/** Exactly these reports, each whole and once, and every roll-up the same to the byte. */
export function judgeLedger(state: State, batches: readonly Batch[]): string[] {
  const torn = batches.filter((batch) => {
    const stored = state.batches.get(batch.id);
    return stored?.lines !== batch.lines || stored.raw !== batch.raw || stored.billed !== batch.billed;
  });
  const expected = `${sum(batches, "raw")} ${sum(batches, "billed")}`;
  const differing = state.sums.filter((found) => found !== expected);
  return [
    ...said(torn.length, "reports differ from what was sent"),
    ...said(state.batches.size - batches.length, "reports are there that were not sent"),
    ...said(state.strayLines, "lines belong to no report"),
    ...said(state.repeatedBatches, "reports were stored twice"),
    ...said(differing.length, `of the ledger and its roll-ups do not say ${expected} (raw, billed): ${state.sums.join(", ")}`),
  ];
}

function said(count: number, words: string): string[] {
  return count === 0 ? [] : [`${count} ${words}`];
}

function sum(batches: readonly Batch[], key: "raw" | "billed"): bigint {
  return batches.reduce((total, batch) => total + batch[key], 0n);
}
