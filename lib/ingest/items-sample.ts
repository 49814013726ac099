import { z } from "zod";
import { ingestCounters } from "#lib/ingest/counters";

const Count = z.number().min(0);

/** The counters of a process as the others read them: `metric_process.sample.items`. */
export const ItemsSample = z.object({
  received: Count,
  stored: Count,
  duplicate: Count,
  /** By code; a version may know others. */
  refused: z.record(z.string(), Count),
  /** Null in a process that takes no sockets of acknowledged ingest. */
  sockets: z.object({ open: Count, bufferedBytes: Count }).nullable(),
});
export type ItemsSample = z.infer<typeof ItemsSample>;

/** This process's counters now. */
export function itemsSample({ look, refused, ...totals } = ingestCounters()): ItemsSample {
  return { ...totals, refused: { ...refused }, sockets: look?.() ?? null };
}

/** Items that came and have no answer yet. */
export function itemsInFlight({ received, stored, duplicate, refused }: ItemsSample): number {
  return received - stored - duplicate - Object.values(refused).reduce((sum, count) => sum + count, 0);
}
