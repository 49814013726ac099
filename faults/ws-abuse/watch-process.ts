import { setTimeout as sleep } from "node:timers/promises";
import { residentMegabytes } from "../../bench/harness/process-figures.ts";

export interface ProcessWatch {
  /** Resident memory when it began, and the most since, MB. */
  baseMB: number;
  peakMB(): number;
  /** The slowest answer of `/healthz`, ms. */
  slowestHealthMs(): number;
  stop(): Promise<void>;
}

/** Looks at a server's memory ten times a second, and asks it how it is. */
export function watchProcess(pid: number, url: string): ProcessWatch {
  const baseMB = residentMegabytes(pid);
  let [peakMB, slowestMs, isStopped] = [baseMB, 0, false];
  const watching = (async () => {
    while (!isStopped) {
      peakMB = Math.max(peakMB, residentMegabytes(pid));
      const askedAt = performance.now();
      const isFine = await fetch(`${url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
      slowestMs = Math.max(slowestMs, isFine ? performance.now() - askedAt : Number.POSITIVE_INFINITY);
      await sleep(100);
    }
  })();
  return {
    baseMB,
    peakMB: () => peakMB,
    slowestHealthMs: () => slowestMs,
    stop() {
      isStopped = true;
      return watching;
    },
  };
}
