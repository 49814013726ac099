import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Start {
  child: ChildProcess;
  /** The migrations it applied, or began to. */
  applied: string[];
  /** Its exit code; null when it was killed. */
  ended: Promise<number | null>;
}

/** A process that migrates, as a start does. */
export function startMigrating(url: string, onApplying: () => void = () => {}): Start {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "migrate-process.ts"), url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const applied: string[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter((each) => each.startsWith("Applying migration "))) {
      applied.push(line.replace("Applying migration ", ""));
      onApplying();
    }
  });
  const ended = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  return { child, applied, ended };
}

/** Two starts at once; whichever applies is killed a moment after it said so. True when that came in time. */
export async function killOneOfTwo(url: string, delayMs: number): Promise<boolean> {
  let wasKilled = false;
  const starts: Start[] = [];
  for (let number = 0; number < 2; number++) {
    const start: Start = startMigrating(url, () => {
      if (wasKilled) return;
      wasKilled = true;
      void sleep(delayMs).then(() => start.child.kill("SIGKILL"));
    });
    starts.push(start);
  }
  const codes = await Promise.all(starts.map(({ ended }) => ended));
  return codes.includes(null);
}
