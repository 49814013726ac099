import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "#server/database/free-port";

export interface ProductServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const root = path.join(import.meta.dirname, "../..");

/** Starts the product's own server (a production build must be there) and waits until it is ready. */
export async function startProduct(environment: Record<string, string>): Promise<ProductServer> {
  const port = await freePort();
  const env = { ...process.env, ...environment, HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "warn", NODE_ENV: "production" as const };
  const child = spawn(process.execPath, ["server/main.ts"], { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  return { url, pid: child.pid ?? 0, stop: () => stopped(child) };
}

/** Asks every 20 ms. @throws when the process ends first, or after a minute */
export async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const givesUpAt = performance.now() + 60_000;
  while (performance.now() < givesUpAt) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}; run \`npm run build\` first`);
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await pause(20);
  }
  child.kill("SIGTERM");
  throw new Error("The server was not ready within a minute");
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
