import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Starts a process of this folder once for each life, and ends it with SIGKILL when that is over. Answers how many were killed. */
export async function killAgainAndAgain(name: string, url: string, livesMs: readonly number[]): Promise<number> {
  const env = { NODE_ENV: "test" as const, AUTH_SECRET: "a secret of tests with enough characters" };
  let killed = 0;
  for (const lifeMs of livesMs) {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, name), url], { stdio: ["ignore", "pipe", "inherit"], env });
    await once(child.stdout, "data");
    await sleep(lifeMs);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    const [, signal] = await ended;
    if (signal === "SIGKILL") killed++;
  }
  return killed;
}
