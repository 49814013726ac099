import { setTimeout as pause } from "node:timers/promises";
import { RequestFailed } from "../node/request.ts";
import { backoffMs } from "./backoff.ts";

/**
 * Repeats `work` while the panel is away, overloaded or still starting. Undefined once `signal` is aborted.
 * @throws what `work` throws otherwise: a refusal will not change by waiting
 */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof RequestFailed && (error.status === undefined || error.status === 429 || error.status >= 500);
      if (!mayPass) throw error;
      await pause(Math.min(5_000, backoffMs(failures, Math.random())), undefined, { signal }).catch(() => {});
    }
  }
  return undefined;
}
