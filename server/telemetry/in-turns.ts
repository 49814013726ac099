/** Runs `work` when it is its turn; undefined when `signal` says before that nobody wants it any more. */
export type Turn = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T | undefined>;

/**
 * Lets at most `atOnce` pieces of work run at a time; the others wait in the order in which they came. Who gives up leaves the
 * queue at once: it is never longer than what is wanted.
 */
export function inTurns(atOnce: number): Turn {
  const waiting = new Set<() => void>();
  let running = 0;

  const isMyTurn = (signal: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const go = () => {
        signal.removeEventListener("abort", leave);
        resolve(true);
      };
      const leave = () => {
        waiting.delete(go);
        resolve(false);
      };
      waiting.add(go);
      signal.addEventListener("abort", leave, { once: true });
    });

  return async (work, signal) => {
    if (signal.aborted) return undefined;
    if (running < atOnce) running++;
    else if (!(await isMyTurn(signal))) return undefined;
    try {
      return signal.aborted ? undefined : await work();
    } finally {
      const [next] = waiting;
      if (next) {
        waiting.delete(next);
        next();
      } else running--;
    }
  };
}
