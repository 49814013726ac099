import { readFile } from "node:fs/promises";
import { cpus } from "node:os";

/** Time of all cores together since the host started, in a unit of the host's own: only shares of it mean anything. */
export interface HostCpu {
  busy: number;
  total: number;
}

/** The host's own count where it tells (Linux), else what Node has of it, which knows no waiting for disks. */
export async function readHostCpu(): Promise<HostCpu> {
  const stat = await readFile("/proc/stat", "utf8").catch(() => "");
  return parseProcStat(stat) ?? sumOfCores();
}

/**
 * The first line of /proc/stat: `cpu user nice system idle iowait irq softirq steal guest guest_nice`. Guests are in
 * `user` already; waiting for a disk is idle; what the hypervisor took is busy, as nobody here can use it.
 */
export function parseProcStat(text: string): HostCpu | undefined {
  const fields = /^cpu +([\d ]+)$/m.exec(text)?.[1]?.trim().split(/ +/).map(Number);
  if (!fields || fields.length < 4) return undefined;
  const total = fields.slice(0, 8).reduce((sum, value) => sum + value, 0);
  return { busy: total - (fields[3] ?? 0) - (fields[4] ?? 0), total };
}

function sumOfCores(): HostCpu {
  const times = cpus().map((core) => core.times);
  const total = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { busy: total - times.reduce((sum, { idle }) => sum + idle, 0), total };
}
