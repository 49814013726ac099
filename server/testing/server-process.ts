import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../database/free-port.ts";

export interface ServerProcess {
  pid: number;
  url: string;
  /** All it said so far, on both streams. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code; null after a signal. */
  exited: Promise<number | null>;
}

const root = path.join(import.meta.dirname, "../..");

/**
 * Starts the real entry with nothing but `env` in its environment. The role `ingest` has the database, the port and the
 * probes, without pages, so it needs no build. `flags` are Node's.
 */
export async function startProcess(env: Record<string, string>, flags: readonly string[] = []): Promise<ServerProcess> {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, [...flags, "server/main.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { NODE_ENV: "production", HOST: "127.0.0.1", FLEETLIGHT_ROLES: "ingest", PORT: port, ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, output: () => said, kill: (signal) => void child.kill(signal), exited };
}

/** The status of a probe; 0 while nobody listens. */
export async function probe(server: ServerProcess, path = "/readyz"): Promise<number> {
  const answer = await fetch(server.url + path).catch(() => undefined);
  return answer?.status ?? 0;
}

/** The same, once it answers as ready. @throws when it ends before, or takes half a minute */
export async function startReadyProcess(env: Record<string, string>, flags: readonly string[] = []): Promise<ServerProcess> {
  const server = await startProcess(env, flags);
  let hasEnded = false;
  void server.exited.then(() => {
    hasEnded = true;
  });
  const givesUpAt = performance.now() + 30_000;
  while ((await probe(server)) !== 200) {
    if (hasEnded || performance.now() > givesUpAt) {
      server.kill("SIGKILL");
      throw new Error(`The server did not get ready. It said:\n${server.output()}`);
    }
    await sleep(50);
  }
  return server;
}
