import { type Part, sweep } from "./sweep.ts";

/** The roll-up tables and how many quarters of an hour one of their buckets holds. */
export const rollups = { day: 96, hour: 4, quarter: 1 } as const;
export type Rollup = keyof typeof rollups;

/** What a key's row is to a bucket of the answer: added (1) or taken away (-1). */
export type Move = readonly [target: number, sign: number];

/**
 * One pass over one roll-up: keys in `[lo, hi)`, or just `keys` where those lie far apart. `starts` cuts the keys as
 * width_bucket does; a row of slot `i` (from 1) does `moves[i - 1]`, which is empty for keys that nobody wants.
 */
export interface Scan {
  rollup: Rollup;
  lo: number;
  hi: number;
  keys: number[] | null;
  starts: number[];
  moves: Move[][];
}

/** From this length on (quarters) a bucket is made of UTC days or hours; shorter ones of what is finer. */
const dayLevel = 48;
const hourLevel = 4;
/** More stretches of one roll-up than this become one scan. */
const maxScans = 3;

/**
 * How to read the buckets between `edges` (quarters of an hour since 1970, strictly increasing) from few rows. A long
 * bucket is the UTC days between the midnights nearest to its edges, plus or minus the hours between midnight and edge
 * (at most 12), and these plus or minus the quarters between hour and edge (at most 2). So a month by day reads 30 days,
 * in Berlin two hours a day more, in Kathmandu six and a quarter. Sums are exact, so taking away is exact too.
 */
export function planScans(edges: readonly number[]): Scan[] {
  const parts: Record<Rollup, Part[]> = { day: [], hour: [], quarter: [] };
  for (let target = 0; target + 1 < edges.length; target++) {
    const [from = 0, to = 0] = [edges[target], edges[target + 1]];
    if (to - from < hourLevel) {
      add(parts.quarter, from, to, target);
      continue;
    }
    const [fromHour, toHour] = [Math.round(from / 4), Math.round(to / 4)];
    add(parts.quarter, from, fromHour * 4, target);
    add(parts.quarter, toHour * 4, to, target);
    if (to - from < dayLevel) {
      add(parts.hour, fromHour, toHour, target);
      continue;
    }
    const [fromDay, toDay] = [Math.round(fromHour / 24), Math.round(toHour / 24)];
    add(parts.hour, fromHour, fromDay * 24, target);
    add(parts.hour, toDay * 24, toHour, target);
    add(parts.day, fromDay, toDay, target);
  }
  return [...scansOf("day", parts.day), ...scansOf("hour", parts.hour), ...scansOf("quarter", parts.quarter)];
}

/** Everything from `from` to `to`; backwards, it is taken away. */
function add(parts: Part[], from: number, to: number, target: number): void {
  if (from < to) parts.push({ lo: from, hi: to, target, sign: 1 });
  if (from > to) parts.push({ lo: to, hi: from, target, sign: -1 });
}

interface Stretch {
  lo: number;
  hi: number;
  moves: Move[];
}

function scansOf(rollup: Rollup, parts: readonly Part[]): Scan[] {
  const stretches = sweep(parts);
  const groups: Stretch[][] = [];
  for (const stretch of stretches) {
    const group = groups.at(-1);
    if (group?.at(-1)?.hi === stretch.lo) group.push(stretch);
    else groups.push([stretch]);
  }
  if (groups.length <= maxScans) return groups.map((group) => scanOf(rollup, group));
  const wanted = stretches.reduce((count, { lo, hi }) => count + hi - lo, 0);
  const scan = scanOf(rollup, stretches);
  // Where most keys are wanted, reading over the holes is cheaper than looking up each key.
  return [wanted * 2 > scan.hi - scan.lo ? scan : { ...scan, keys: stretches.flatMap(keysOf) }];
}

function scanOf(rollup: Rollup, stretches: readonly Stretch[]): Scan {
  const scan: Scan = { rollup, lo: stretches[0]?.lo ?? 0, hi: stretches.at(-1)?.hi ?? 0, keys: null, starts: [], moves: [] };
  for (const [index, { lo, hi, moves }] of stretches.entries()) {
    scan.starts.push(lo);
    scan.moves.push(moves);
    const next = stretches[index + 1];
    if (next && next.lo > hi) {
      scan.starts.push(hi);
      scan.moves.push([]);
    }
  }
  return scan;
}

function keysOf({ lo, hi }: Stretch): number[] {
  return Array.from({ length: hi - lo }, (_, index) => lo + index);
}
