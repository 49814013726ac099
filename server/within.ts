import { setTimeout as sleep } from "node:timers/promises";

/** Waits for work, but not longer than `ms`; then whatever comes next goes on without it. False: it was not done in time. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const done = work.then(
    () => true,
    () => true,
  );
  const isDone = await Promise.race([done, sleep(ms, false, { signal: timer.signal })]);
  timer.abort();
  return isDone;
}
