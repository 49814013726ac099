/** The roll-up tables and how many quarters of an hour one of their buckets holds, coarsest first. */
export const rollups = { day: 96, hour: 4, quarter: 1 } as const;
export type Rollup = keyof typeof rollups;

/** Buckets `[lo, hi)` of one roll-up that all belong to one bucket of the answer. */
interface Run {
  lo: number;
  hi: number;
  target: number;
}

/**
 * One pass over one roll-up: keys in `[lo, hi)`, or just `keys` where those lie far apart. `starts` cuts the keys as
 * width_bucket does; slot `i` (from 1) belongs to the answer's bucket `targets[i - 1]`, to none where that is null.
 */
export interface Scan {
  rollup: Rollup;
  lo: number;
  hi: number;
  keys: number[] | null;
  starts: number[];
  targets: (number | null)[];
}

/** Holes up to this many keys are read over and thrown away; a longer one begins another scan. */
const maxHole = 24;
/** More scans of one roll-up than this become one over the single keys. */
const maxScans = 3;

/**
 * Cuts the buckets between `edges` (quarters of an hour since 1970, strictly increasing) into whole UTC days, whole UTC
 * hours and single quarters, so that each row is read from the coarsest roll-up whose buckets fit, and exactly once.
 * UTC days are read from days alone, zones with whole hours from hours alone, others from hours with a quarter here
 * and there.
 */
export function planScans(edges: readonly number[]): Scan[] {
  const runs: Record<Rollup, Run[]> = { day: [], hour: [], quarter: [] };
  for (let target = 0; target + 1 < edges.length; target++) cut(runs, "day", edges[target] ?? 0, edges[target + 1] ?? 0, target);
  return [...scansOf("day", runs.day), ...scansOf("hour", runs.hour), ...scansOf("quarter", runs.quarter)];
}

const finer = { day: "hour", hour: "quarter", quarter: null } as const;

/** `from` and `to` in quarters. */
function cut(runs: Record<Rollup, Run[]>, rollup: Rollup, from: number, to: number, target: number): void {
  const width = rollups[rollup];
  const [lo, hi] = [Math.ceil(from / width), Math.floor(to / width)];
  const next = finer[rollup];
  if (lo < hi) runs[rollup].push({ lo, hi, target });
  if (next === null) return;
  if (lo >= hi) {
    if (from < to) cut(runs, next, from, to, target);
    return;
  }
  if (from < lo * width) cut(runs, next, from, lo * width, target);
  if (hi * width < to) cut(runs, next, hi * width, to, target);
}

function scansOf(rollup: Rollup, unordered: readonly Run[]): Scan[] {
  const runs = unordered.toSorted((a, b) => a.lo - b.lo);
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    if (group && run.lo - (group.at(-1)?.hi ?? 0) <= maxHole) group.push(run);
    else groups.push([run]);
  }
  if (groups.length <= maxScans) return groups.map((group) => scanOf(rollup, group, null));
  return [scanOf(rollup, runs, runs.flatMap(keysOf))];
}

function scanOf(rollup: Rollup, runs: readonly Run[], keys: number[] | null): Scan {
  const scan: Scan = { rollup, lo: runs[0]?.lo ?? 0, hi: runs.at(-1)?.hi ?? 0, keys, starts: [], targets: [] };
  for (const [index, run] of runs.entries()) {
    scan.starts.push(run.lo);
    scan.targets.push(run.target);
    const next = runs[index + 1];
    if (next && next.lo > run.hi) {
      scan.starts.push(run.hi);
      scan.targets.push(null);
    }
  }
  return scan;
}

function keysOf({ lo, hi }: Run): number[] {
  return Array.from({ length: hi - lo }, (_, index) => lo + index);
}
