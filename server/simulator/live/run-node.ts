import { setTimeout as pause } from "node:timers/promises";
import { RequestFailed } from "../node/request.ts";
import { backoffMs } from "./backoff.ts";
import { type LiveNode, runCycle } from "./node.ts";

/** Heard by the line that is printed each minute. */
export interface NodeDiary {
  succeeded(key: string): void;
  failed(key: string, error: Error): void;
}

/** Runs a node program until `signal`. A panel that is away costs nothing but time: the node tries again, ever more slowly. */
export async function runNode(node: LiveNode, cycleMs: number, diary: NodeDiary, signal: AbortSignal): Promise<void> {
  let failures = 0;
  for (let cycle = 0; !signal.aborted; cycle++) {
    let waitMs = cycleMs;
    if (node.isUp()) {
      try {
        await runCycle(node, cycle);
        failures = 0;
        diary.succeeded(node.key);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failures++;
        waitMs = error instanceof RequestFailed ? backoffMs(failures, Math.random()) : cycleMs;
        diary.failed(node.key, error);
      }
    }
    await pause(waitMs, undefined, { signal }).catch(() => {});
  }
}
