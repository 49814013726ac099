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

/** Two starts at once, both killed a moment after one of them said what it applies. Resolves to how many died of it. */
export async function killBoth(url: string, delayMs: number): Promise<number> {
  const starts: Start[] = [];
  const kill = async () => {
    await sleep(delayMs);
    for (const { child } of starts) child.kill("SIGKILL");
  };
  let killing: Promise<void> | undefined;
  const onApplying = () => {
    killing ??= kill();
  };
  for (let number = 0; number < 2; number++) starts.push(startMigrating(url, onApplying));
  const codes = await Promise.all(starts.map(({ ended }) => ended));
  await killing;
  return codes.filter((code) => code === null).length;
}
