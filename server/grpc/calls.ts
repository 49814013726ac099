import { DomainError } from "#lib/core/errors";

/** Calls that are not answered yet, so that all who wait can be told at once. */
export interface Calls {
  /** Waits for work, but not beyond its deadline, its caller, or the database. @throws what the work throws, or why not waited */
  run<T>(work: Promise<T>, signal: AbortSignal): Promise<T>;
  /** Gives everybody who waits for the database an answer instead of silence. */
  databaseWentAway(): void;
}

export function trackCalls(): Calls {
  const waiting = new Set<(why: unknown) => void>();
  return {
    run(work, signal) {
      return new Promise((resolve, reject) => {
        const stop = () => reject(signal.reason);
        const forget = () => {
          waiting.delete(reject);
          signal.removeEventListener("abort", stop);
        };
        if (signal.aborted) stop();
        signal.addEventListener("abort", stop);
        waiting.add(reject);
        work.then(resolve, reject).finally(forget);
      });
    },
    databaseWentAway() {
      const why = new DomainError("database_unavailable", "The database stopped answering; nothing was acknowledged", { retryAfterS: 2 });
      for (const reject of waiting) reject(why);
    },
  };
}
