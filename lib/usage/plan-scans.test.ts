import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketEdges, quarterS } from "#lib/universal/buckets";
import { type Move, planScans, rollups, type Scan } from "#lib/usage/plan-scans";

const seconds = (iso: string) => Date.parse(iso) / 1000;

/** What each key of a scan does, as PostgreSQL's width_bucket would find it. */
function keysOf(scan: Scan): [key: number, moves: Move[]][] {
  const keys = scan.keys ?? Array.from({ length: scan.hi - scan.lo }, (_, index) => scan.lo + index);
  return keys.map((key) => [key, scan.moves[scan.starts.findLastIndex((start) => start <= key)] ?? []]);
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
    ["day", "Europe/Berlin", "2026-11-01T12:00Z", "2026-11-30T12:00Z", ["day range 30", "hour keys 31"]],
    [
      "day",
      "Asia/Kathmandu",
      "2026-11-01T00:00Z",
      "2026-11-01T12:00Z",
      ["day range 1", "hour range 6", "hour range 6", "quarter range 1", "quarter range 1"],
    ],
    ["day", "Asia/Kathmandu", "2026-11-01T00:00Z", "2026-11-30T12:00Z", ["day range 30", "hour keys 186", "quarter keys 31"]],
    ["day", "America/St_Johns", "2026-11-02T12:00Z", "2026-11-30T12:00Z", ["day range 29", "hour keys 120", "quarter keys 60"]],
    ["hour", "Asia/Kathmandu", "2026-11-01T00:00Z", "2026-11-01T10:00Z", ["hour range 11", "quarter keys 12"]],
    ["hour", "Asia/Kolkata", "2026-11-01T00:00Z", "2026-11-01T10:00Z", ["hour range 11", "quarter range 46"]],
  ] as const)("%s in %s from %s to %s", (unit, zone, from, to, shape) => {
    expect(shapeOf(unit, zone, from, to)).toEqual(shape);
  });
});

test("every quarter counts exactly once in its own bucket and in no other", () => {
  const edges = fc
    .tuple(
      fc.integer({ min: -5_000, max: 2_000_000 }),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 800 })), { minLength: 1, maxLength: 40 }),
    )
    .map(([first, lengths]) => lengths.reduce((all, length) => all.concat((all.at(-1) ?? 0) + length), [first]));
  fc.assert(
    fc.property(edges, (cuts) => {
      const found = new Map<string, number>();
      for (const scan of planScans(cuts)) {
        const width = rollups[scan.rollup];
        for (const [key, moves] of keysOf(scan))
          for (const [target, sign] of moves)
            for (let quarter = key * width; quarter < (key + 1) * width; quarter++) {
              const place = `${quarter} in ${target}`;
              found.set(place, (found.get(place) ?? 0) + sign);
            }
      }
      const expected = cuts
        .slice(0, -1)
        .flatMap((from, target) => Array.from({ length: (cuts[target + 1] ?? 0) - from }, (_, at) => `${from + at} in ${target}`));
      const counted = [...found].filter(([, times]) => times !== 0);
      expect(counted.every(([, times]) => times === 1)).toBe(true);
      expect(new Set(counted.map(([place]) => place))).toEqual(new Set(expected));
    }),
  );
});
