import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a running PostgreSQL says about itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  /** Of the loopback interface. */
  port: number;
  isReady: boolean;
}

/** Reads `postmaster.pid`; undefined when PostgreSQL is not running or still writing the file. */
export function readPostmaster(clusterDir: string): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(clusterDir, "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return Number.isInteger(pid) && pid > 0 ? { pid, port, isReady: lines[7]?.trim() === "ready" } : undefined;
  } catch {
    return undefined;
  }
}

/** Stops a PostgreSQL in order: disconnect everybody, checkpoint, exit; harder when that takes too long. */
export async function stopPostmaster(pid: number): Promise<void> {
  const ways: [NodeJS.Signals, number][] = [
    ["SIGINT", 7_000], // fast: nothing to recover at the next start
    ["SIGQUIT", 2_000], // immediate: the next start replays the log
    ["SIGKILL", 2_000],
  ];
  for (const [signal, waitMs] of ways) {
    if (!send(pid, signal)) return;
    for (let waitedMs = 0; waitedMs < waitMs; waitedMs += 20) {
      await sleep(20);
      if (!isAlive(pid)) return;
    }
  }
}

/**
 * Stops what an earlier process of ours left running after `kill -9`. Only for the holder of the data folder. A pid
 * file that names a process which is something else by now is removed, because PostgreSQL itself would believe it.
 */
export async function stopOrphan(clusterDir: string): Promise<boolean> {
  const orphan = readPostmaster(clusterDir);
  if (!orphan) return false;
  if (isAlive(orphan.pid) && worksIn(orphan.pid, clusterDir)) {
    await stopPostmaster(orphan.pid);
    return true;
  }
  rmSync(path.join(clusterDir, "postmaster.pid"), { force: true });
  return false;
}

/** A dead process that nobody has collected yet (a zombie) is not alive. */
function isAlive(pid: number): boolean {
  if (!send(pid, 0)) return false;
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

/** PostgreSQL's working folder is its cluster. Where that cannot be asked (not Linux), the pid file is believed. */
function worksIn(pid: number, clusterDir: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir);
  } catch {
    return process.platform !== "linux";
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
