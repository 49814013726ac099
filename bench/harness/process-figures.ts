import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of /proc/<pid>/stat a second: 100 on every Linux we run on. */
const ticksPerSecond = 100;

/** A process and everything it started, by /proc. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? readOrEmpty(`/proc/${pid}/stat`) : "";
    if (stat !== "") parents.set(pid, Number(fieldsOf(stat)[1]));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** CPU seconds that processes have used so far, in user and kernel mode; those that ended are not counted. */
export function cpuSecondsOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = fieldsOf(readOrEmpty(`/proc/${pid}/stat`));
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticksPerSecond;
  }, 0);
}

/** Resident megabytes (1e6) of one process. */
export function residentMegabytes(pid: number): number {
  return kilobytesOf(`/proc/${pid}/status`, "VmRSS") * 1.024e-3;
}

/** Megabytes (1e6) of processes that share memory: each page counted once (PSS). */
export function proportionalMegabytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + kilobytesOf(`/proc/${pid}/smaps_rollup`, "Pss"), 0) * 1.024e-3;
}

function kilobytesOf(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readOrEmpty(file))?.[1] ?? 0);
}

/** The fields after the command's name, which may hold spaces: [0] is the state, [1] the parent. */
function fieldsOf(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
