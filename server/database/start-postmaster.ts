import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readPostmaster } from "./postmaster.ts";
import type { Programs } from "./programs.ts";

export interface PostmasterOptions {
  clusterDir: string;
  /** PostgreSQL's own log; it outlives us, so it is a file and not a pipe. */
  logFile: string;
  port: number;
  settings: Record<string, string>;
}

/** PostgreSQL ended before it was ready; `lastWords` is the end of its log. */
export class PostmasterFailed extends Error {
  readonly lastWords: string;

  constructor(lastWords: string) {
    super(`PostgreSQL ended: ${lastWords}`);
    this.lastWords = lastWords;
  }
}

const largestLogBytes = 5_000_000;

/** Starts PostgreSQL and resolves when it accepts connections, crash recovery included. @throws PostmasterFailed */
export async function startPostmaster(programs: Programs, options: PostmasterOptions): Promise<ChildProcess> {
  const { clusterDir, logFile, port, settings } = options;
  const logSize = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (logSize > largestLogBytes) truncateSync(logFile);
  const log = openSync(logFile, "a", 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A group of its own: Ctrl+C in a terminal reaches us only, and PostgreSQL ends after our last write.
  const child = programs.run("postgres", ["-D", clusterDir, "-p", String(port), ...flags], { stdio: ["ignore", log, log], detached: true });
  closeSync(log);
  let failure: Error | undefined;
  child.on("error", (error) => {
    failure = error;
  });
  let isReady = false;
  child.on("exit", () => {
    // Of an end after an orderly stop nobody wants to know why, and its folder may be gone.
    if (!isReady) failure ??= new PostmasterFailed(lastWords(logFile, logSize));
  });
  for (;;) {
    await sleep(15);
    if (failure) throw failure;
    const running = readPostmaster(clusterDir);
    isReady = running?.isReady === true && running.pid === child.pid;
    if (isReady) return child;
  }
}

/** The last line that explains something. */
function lastWords(logFile: string, fromByte: number): string {
  const text = readFileSync(logFile).subarray(fromByte).toString();
  const lines = text.split("\n").filter((line) => /FATAL|PANIC|ERROR/.test(line));
  return lines.at(-1)?.replace(/^.*?(FATAL|PANIC|ERROR): */, "") ?? "no reason in its log";
}
