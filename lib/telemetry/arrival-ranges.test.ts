import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArrivalRange, mergeRanges } from "./arrival-ranges.ts";

const range = (fromMs: number, toMs: number): ArrivalRange => ({ fromMs, toMs });

test.each<[string, ArrivalRange[], ArrivalRange[]]>([
  ["nothing", [], []],
  ["one", [range(1, 5)], [range(1, 5)]],
  ["apart", [range(10, 12), range(1, 5)], [range(1, 5), range(10, 12)]],
  ["overlapping", [range(1, 5), range(4, 9)], [range(1, 9)]],
  ["touching", [range(1, 5), range(6, 9)], [range(1, 9)]],
  ["inside", [range(1, 9), range(3, 4)], [range(1, 9)]],
])("%s", (_name, ranges, merged) => {
  expect(mergeRanges(ranges)).toEqual(merged);
});

test("beyond eight pieces the closest are joined; a late one stays by itself", () => {
  const late = range(0, 1);
  const now = Array.from({ length: 9 }, (_, index) => range(1_000_000 + index * 100, 1_000_050 + index * 100));
  const pieces = mergeRanges([...now, late]);
  expect(pieces).toHaveLength(8);
  expect(pieces[0]).toEqual(late);
  expect(pieces.at(-1)?.toMs).toBe(1_000_850);
});

test("nothing that was in a range is outside of all pieces, and there are at most eight, in order", () => {
  const anyRange = fc.tuple(fc.nat(10_000), fc.nat(500)).map(([fromMs, length]) => range(fromMs, fromMs + length));
  fc.assert(
    fc.property(fc.array(anyRange, { maxLength: 40 }), (ranges) => {
      const pieces = mergeRanges(ranges);
      for (const { fromMs, toMs } of ranges) expect(pieces.some((piece) => piece.fromMs <= fromMs && piece.toMs >= toMs)).toBe(true);
      expect(pieces.length).toBeLessThanOrEqual(8);
      for (const [index, piece] of pieces.slice(1).entries()) expect(piece.fromMs).toBeGreaterThan((pieces[index]?.toMs ?? 0) + 1);
    }),
  );
});
