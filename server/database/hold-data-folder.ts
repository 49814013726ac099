import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { platform, tmpdir } from "node:os";
import path from "node:path";
import { StartupError } from "../startup-error.ts";

/** Gives the data folder free for the next process. */
export type Release = () => void;

/**
 * Takes the data folder for this process. The lock is a local socket name: the kernel frees it when the process dies,
 * however it dies, so that nothing stale is left after `kill -9`.
 * @throws StartupError when another process holds it, naming that process
 */
export async function holdDataFolder(folder: string): Promise<Release> {
  const { dev, ino } = statSync(folder);
  const name = `fleetlight-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 32)}`;
  const address = addressOf(name);
  for (let attempt = 0; attempt < 2; attempt++) {
    const server = await tryListen(address);
    if (server) return () => server.close();
    const holder = await askHolder(address);
    if (holder !== undefined)
      throw new StartupError(`Another Fleetlight (process ${holder}) runs on the data folder ${folder}: stop it first`);
    if (address.startsWith(tmpdir())) rmSync(address, { force: true });
  }
  throw new StartupError(`Another Fleetlight is starting or stopping on the data folder ${folder}: try again`);
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
      socket.end(String(process.pid));
    });
    server.unref();
    server.on("error", (error) => ("code" in error && error.code === "EADDRINUSE" ? resolve(undefined) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}

/** The process id of whoever holds the name; undefined when nobody answers any more. */
function askHolder(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(address);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.on("error", () => resolve(undefined));
    socket.on("close", () => resolve(said || "unknown"));
  });
}
