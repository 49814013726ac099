const everyMs = 2_000;

/** Says now and then how far a long work is, by tables and by their size on disk. Nothing for one that is over at once. */
export function startProgress(tables: number, size: number, say: (words: string) => void): { advance(size: number): void } {
  let [done, doneSize, saidAt] = [0, 0, performance.now()];
  return {
    advance(tableSize) {
      done++;
      doneSize += tableSize;
      if (performance.now() - saidAt < everyMs) return;
      saidAt = performance.now();
      say(`${done} of ${tables} tables, ${Math.floor((100 * doneSize) / Math.max(1, size))} %`);
    },
  };
}
