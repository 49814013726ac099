import { setTimeout as sleep } from "node:timers/promises";

/** Asks twice a second; a hang guard of ten minutes, nothing that is promised. */
export async function until<T>(what: string, ask: () => Promise<T> | T): Promise<Exclude<T, undefined | false>> {
  const givesUpAt = performance.now() + 600_000;
  while (performance.now() < givesUpAt) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    await sleep(500);
  }
  throw new Error(`Waited ten minutes in vain: ${what}`);
}
