import { type Batch, newBatch, sendBatch, sendHeartbeat } from "./batches.ts";
import type { Town } from "./town.ts";

export interface Writers {
  /** Everything that was sent so far, acknowledged or not. */
  batches: Batch[];
  /** Resolves when so many were acknowledged. */
  acknowledged(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Every server reports without a pause, one report after the other, with a heartbeat after each; stops at the first failure. */
export function startWriters(url: string, town: Town, random: () => number): Writers {
  const batches: Batch[] = [];
  const waiting: { count: number; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let done = 0;
  let isStopped = false;
  let failure: unknown;
  const tell = () => {
    for (const each of waiting) if (failure !== undefined) each.reject(failure);
    for (const each of waiting) if (done >= each.count) each.resolve();
  };
  const writing = town.reporters.map(async (reporter) => {
    while (!isStopped && failure === undefined) {
      const batch = newBatch(town, reporter, random);
      batches.push(batch);
      try {
        await sendBatch(url, batch);
        batch.acknowledgedAt = performance.now();
        done++;
        await sendHeartbeat(url, reporter);
      } catch (error) {
        failure = error;
      }
      tell();
    }
  });
  return {
    batches,
    acknowledged: (count) =>
      new Promise((resolve, reject) => {
        waiting.push({ count, resolve, reject });
        tell();
      }),
    async stop() {
      isStopped = true;
      await Promise.all(writing);
      if (failure !== undefined) throw failure;
    },
  };
}
