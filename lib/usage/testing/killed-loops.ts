import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface LoopOptions {
  url: string;
  processes: number;
  linesAtOnce: number;
  /** How long a process lives at least and at most once it has billed. */
  livesMs: readonly [number, number];
  random: () => number;
}

/** Keeps some billing processes running and kills one after the other with SIGKILL, at random instants, until stopped. */
export function startKilledLoops({ url, processes, linesAtOnce, livesMs, random }: LoopOptions): {
  kills(): number;
  /** @throws what a process said that ended by itself: nobody goes on then, and waiting for them would never end */
  throwIfFailed(): void;
  stop(): Promise<void>;
} {
  const file = path.join(import.meta.dirname, "billing-loop.ts");
  const living = new Set<ChildProcess>();
  const stopped = new AbortController();
  const failures: string[] = [];
  let kills = 0;

  const oneLife = async () => {
    const child = spawn(process.execPath, [file, url, String(linesAtOnce)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    living.add(child);
    let said = "";
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString();
    });
    const ended = once(child, "exit");
    await Promise.race([once(child.stdout, "data"), ended]);
    await sleep(livesMs[0] + (livesMs[1] - livesMs[0]) * random(), undefined, { signal: stopped.signal }).catch(() => {});
    if (child.exitCode !== null) failures.push(said);
    child.kill("SIGKILL");
    await ended;
    living.delete(child);
    kills++;
  };
  const lives = Array.from({ length: processes }, async () => {
    while (!stopped.signal.aborted && failures.length === 0) await oneLife();
  });
  const throwIfFailed = () => {
    if (failures.length > 0) throw new Error(`A billing process ended by itself: ${failures.join("\n")}`);
  };
  return {
    kills: () => kills,
    throwIfFailed,
    async stop() {
      stopped.abort();
      await Promise.all(lives);
      throwIfFailed();
    },
  };
}
