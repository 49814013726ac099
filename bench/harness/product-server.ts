import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "#server/database/free-port";
import { root, startCommand, stopCommand } from "./command.ts";

export interface ProductServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** The flags that `npm start` gives to Node. Plain JavaScript without types, hence the detour. */
const nodeFlagsFile: string = "../../scripts/set-up/node-flags.mjs";
const NodeFlags = z.object({ nodeFlags: z.array(z.string()) });

/** Shows the lines that say that something is wrong. */
function showTrouble(line: string): void {
  if (/error|fleetlight:/i.test(line)) process.stderr.write(`${line}\n`);
}

/** Starts the product's own server (a production build must be there) on `PORT` or a free one, and waits until it is ready. */
export async function startProduct(environment: Record<string, string>, hear = showTrouble): Promise<ProductServer> {
  const { nodeFlags } = NodeFlags.parse(await import(nodeFlagsFile));
  const port = environment.PORT ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = { NODE_ENV: "production", LOG_LEVEL: "error", ...environment, HOST: "127.0.0.1", PORT: String(port), PUBLIC_URL: url };
  const child = startCommand(root, process.execPath, [...nodeFlags, "server/main.ts"], env, hear);
  try {
    await untilReady(url, child);
  } catch (error) {
    await stopCommand(child);
    throw error;
  }
  return { url, pid: child.pid ?? 0, stop: () => stopCommand(child) };
}

/** Asks every 20 ms. @throws when the process ends first, or after `withinMs` */
export async function untilReady(url: string, child: ChildProcess, withinMs = 60_000): Promise<void> {
  const givesUpAt = performance.now() + withinMs;
  while (performance.now() < givesUpAt) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode} before it was ready`);
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await pause(20);
  }
  throw new Error(`It was not ready within ${withinMs / 1000} s`);
}
