import fc from "fast-check";
import { expect, test } from "vitest";
import { RollingLimit } from "./rolling-limit.ts";

/** The index of the first `[ms, amount]` that is too much; -1 when none is. */
const firstRefused = (limit: RollingLimit, sent: readonly (readonly [ms: number, amount: number])[]) =>
  sent.findIndex(([ms, amount]) => !limit.allows(amount, ms));
const steady = (perSecond: number, seconds: number) => Array.from({ length: seconds * 10 }, (_, i) => [i * 100, perSecond / 10] as const);

test.each([
  ["ten seconds' worth at once", [[0, 1_000]], -1],
  [
    "one more",
    [
      [0, 1_000],
      [0, 1],
    ],
    1,
  ],
  ["at the limit, for ever", steady(100, 100), -1],
  ["a quarter above it", steady(125, 20), 80],
  [
    "a burst, and a rest",
    [
      [0, 1_000],
      [10_000, 1_000],
      [20_000, 1_000],
    ],
    -1,
  ],
  [
    "a burst, and too short a rest",
    [
      [0, 1_000],
      [8_999, 1],
    ],
    1,
  ],
  [
    "a long silence before",
    [
      [0, 1],
      [1e9, 1_000],
    ],
    -1,
  ],
] as const)("%s", (_name, sent, refused) => {
  expect(firstRefused(new RollingLimit(100), sent)).toBe(refused);
});

test("what piled up while nobody read is not held against it, once", () => {
  const limit = new RollingLimit(100);
  limit.wasHeldUp(60_000);
  expect(
    firstRefused(limit, [
      [0, 6_000],
      [0, 1_000],
      [0, 1],
    ]),
  ).toBe(2);
});

test("no ten seconds that hold too much pass by more than one slot, and none that do not are refused", () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 400 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const limit = new RollingLimit(100);
      let ms = 0;
      const sent: [ms: number, amount: number][] = [];
      for (const [pause, amount] of steps) {
        ms += pause;
        sent.push([ms, amount]);
        const within = (windowMs: number) => sent.filter(([at]) => at > ms - windowMs).reduce((sum, [, each]) => sum + each, 0);
        const isAllowed = limit.allows(amount, ms);
        if (within(10_000) <= 1_000) expect(isAllowed).toBe(true);
        if (within(9_000) > 1_000) expect(isAllowed).toBe(false);
      }
    }),
  );
});
