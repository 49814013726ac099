/** "Now" of work that takes long: the instant it began at, and what has passed since. A changed system clock does not matter. */
export function runningClock(start: Date): () => Date {
  const from = performance.now();
  return () => new Date(start.getTime() + Math.round(performance.now() - from));
}
