import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketEdges, quarterS } from "#lib/universal/buckets";
import { planScans, rollups, type Scan } from "#lib/usage/plan-scans";

const seconds = (iso: string) => Date.parse(iso) / 1000;

/** Which bucket of the answer each key of a scan goes to, as PostgreSQL's width_bucket would find it. */
function keysOf(scan: Scan): [key: number, target: number][] {
  const keys = scan.keys ?? Array.from({ length: scan.hi - scan.lo }, (_, index) => scan.lo + index);
  return keys.flatMap((key) => {
    const target = scan.targets[scan.starts.findLastIndex((start) => start <= key)];
    return target === null || target === undefined ? [] : [[key, target] as [number, number]];
  });
}

function shapeOf(unit: "15m" | "hour" | "day", zone: string, from: string, to: string): string[] {
  const edges = bucketEdges(unit, zone, seconds(from), seconds(to)).map((edge) => edge / quarterS);
  return planScans(edges).map((scan) => `${scan.rollup}${scan.keys ? ` keys ${scan.keys.length}` : ` range ${scan.hi - scan.lo}`}`);
}

describe("which roll-ups a range reads", () => {
  test.each([
    ["day", "UTC", "2026-11-01T00:00Z", "2026-11-11T00:00Z", ["day range 10"]],
    ["hour", "UTC", "2026-11-01T00:00Z", "2026-11-02T00:00Z", ["hour range 24"]],
    ["15m", "UTC", "2026-11-01T00:00Z", "2026-11-01T03:00Z", ["quarter range 12"]],
    ["day", "Europe/Berlin", "2026-10-20T00:00Z", "2026-10-29T12:00Z", ["hour range 241"]],
    ["day", "Asia/Kathmandu", "2026-11-01T00:00Z", "2026-11-01T12:00Z", ["hour range 23", "quarter range 3", "quarter range 1"]],
    ["day", "Asia/Kathmandu", "2026-11-01T00:00Z", "2026-11-11T00:00Z", ["hour range 263", "quarter keys 44"]],
    ["hour", "Asia/Kathmandu", "2026-11-01T00:00Z", "2026-11-01T10:00Z", ["quarter range 44"]],
  ] as const)("%s in %s from %s to %s", (unit, zone, from, to, shape) => {
    expect(shapeOf(unit, zone, from, to)).toEqual(shape);
  });

  test("the previous period in one bucket before the range needs days where they fit", () => {
    const [from, to] = [seconds("2026-11-01T05:00Z") / quarterS, seconds("2026-11-11T05:00Z") / quarterS];
    expect(planScans([from, to]).map((scan) => [scan.rollup, scan.hi - scan.lo])).toEqual([
      ["day", 9],
      ["hour", 19],
      ["hour", 5],
    ]);
  });
});

test("every quarter of every bucket is read exactly once and goes to its own bucket", () => {
  const edges = fc
    .tuple(
      fc.integer({ min: -5_000, max: 2_000_000 }),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 800 })), { minLength: 1, maxLength: 40 }),
    )
    .map(([first, lengths]) => lengths.reduce((all, length) => all.concat((all.at(-1) ?? 0) + length), [first]));
  fc.assert(
    fc.property(edges, (cuts) => {
      const found = new Map<number, number>();
      let count = 0;
      for (const scan of planScans(cuts)) {
        const width = rollups[scan.rollup];
        for (const [key, target] of keysOf(scan))
          for (let quarter = key * width; quarter < (key + 1) * width; quarter++) {
            count++;
            found.set(quarter, target);
          }
      }
      const [first = 0, last = 0] = [cuts[0], cuts.at(-1)];
      const isRight = ([quarter, target]: [number, number]) => (cuts[target] ?? 0) <= quarter && quarter < (cuts[target + 1] ?? 0);
      expect([count, found.size, [...found].every(isRight)]).toEqual([last - first, last - first, true]);
    }),
  );
});
