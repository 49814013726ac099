import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { platform, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readiness } from "#lib/core/readiness";
import { StartupError } from "../startup-error.ts";

/** Gives the data folder free for the next process. */
export type Release = () => void;

/** Another process works on the data folder. */
export class DataFolderHeld extends StartupError {}

/** A process that is stopping gets its 10 s. */
const longestWaitMs = 12_000;
const askEveryMs = 100;

/**
 * Takes the data folder for this process. The lock is a local socket name: the kernel frees it when the process dies,
 * however it dies, so that nothing stale is left after `kill -9`. A holder that is stopping is waited for.
 * @throws DataFolderHeld when another process holds it, naming that process
 */
export async function holdDataFolder(folder: string): Promise<Release> {
  const { dev, ino } = statSync(folder);
  const address = addressOf(`fleetlight-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 32)}`);
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += askEveryMs) {
    const server = await tryListen(address);
    if (server) return () => server.close();
    const holder = await askHolder(address);
    if (holder && !holder.isStopping)
      throw new DataFolderHeld(`Another Fleetlight (process ${holder.pid}) runs on the data folder ${folder}: stop it first`);
    if (!holder && address.startsWith(tmpdir())) rmSync(address, { force: true });
    await sleep(askEveryMs);
  }
  throw new StartupError(`Another Fleetlight does not stop on the data folder ${folder}: stop it first`);
}

/** Linux and Windows have names without files; elsewhere a file is left after `kill -9`, which answers nobody. */
function addressOf(name: string): string {
  if (platform() === "linux") return `\0${name}`;
  return platform() === "win32" ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
}

function tryListen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end(`${process.pid} ${readiness().isDraining ? "stopping" : "running"}`);
    });
    server.unref();
    server.on("error", (error) => ("code" in error && error.code === "EADDRINUSE" ? resolve(undefined) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}

/** Who holds the name, in its own words; undefined when nobody answers any more. */
function askHolder(address: string): Promise<{ pid: string; isStopping: boolean } | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(address);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("error", () => resolve(undefined));
    socket.on("close", () => {
      const [pid = "", state] = said.split(" ");
      resolve({ pid: pid || "unknown", isStopping: state === "stopping" });
    });
  });
}
