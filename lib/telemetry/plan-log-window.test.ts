import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogSpan } from "./log-span.ts";
import { planLogWindow } from "./plan-log-window.ts";

const second = 1_000_000n;
const day = 86_400n * second;
const span = (fields: Partial<LogSpan>): LogSpan => ({
  msg: "a",
  day: "2026-11-20",
  audit: false,
  qty: 86_400,
  first: 0n,
  last: day - 1n,
  ...fields,
});

test("nothing lies in the range: nothing is read", () => {
  expect(planLogWindow([], { from: 0n, to: day }, 10, 1)).toBeUndefined();
  expect(planLogWindow([span({})], { from: day, to: 2n * day }, 10, 1)).toBeUndefined();
  expect(planLogWindow([span({})], { from: -day, to: 0n }, 10, 1)).toBeUndefined();
  expect(planLogWindow([span({})], { from: 5n, to: 5n }, 10, 1)).toBeUndefined();
});

describe("the newest piece", () => {
  test("reaches back as far as twice the wanted messages do", () => {
    const window = planLogWindow([span({})], { from: 0n, to: day }, 50, 1);
    expect([window?.to, window?.from]).toEqual([day, day - 100n * second]);
  });

  test("ends with the last message, not with the range", () => {
    const window = planLogWindow([span({ last: 10n * second })], { from: 0n, to: day }, 1_000_000, 1);
    expect(window?.to).toBe(10n * second + 1n);
  });

  test("never passes the beginning of the range", () => {
    expect(planLogWindow([span({})], { from: day / 2n, to: day }, 1_000_000, 1)?.from).toBe(day / 2n);
  });

  test("is longer when the last one held too few", () => {
    const length = (stretch: number) => {
      const window = planLogWindow([span({})], { from: 0n, to: day }, 50, stretch);
      return window && window.to - window.from;
    };
    expect(length(8)).toBe(800n * second);
  });

  test("names the types, days and kinds that lie in it, and no other", () => {
    const spans = [
      span({ msg: "b", day: "2026-11-21", first: day, last: 2n * day - 1n }),
      span({ msg: "a", day: "2026-11-20" }),
      span({ msg: "late", day: "2026-11-25", audit: true, qty: 1, first: 2n * day - 5n, last: 2n * day - 5n }),
    ];
    expect(planLogWindow(spans, { from: 0n, to: 2n * day }, 10, 1)).toMatchObject({
      msgs: ["b", "late"],
      firstDay: "2026-11-21",
      lastDay: "2026-11-25",
      audits: [false, true],
    });
  });

  test("knows no types where some are not counted by name", () => {
    expect(planLogWindow([span({}), span({ msg: "" })], { from: 0n, to: day }, 10, 1)?.msgs).toBeUndefined();
  });
});

test("piece by piece every message is met exactly once, newest first", () => {
  const anySpan = fc
    .record({
      msg: fc.constantFrom("a", "b", ""),
      day: fc.constantFrom("2026-11-19", "2026-11-20"),
      audit: fc.boolean(),
      qty: fc.integer({ min: 1, max: 1_000 }),
      first: fc.bigInt(0n, 3n * day),
      length: fc.bigInt(0n, day),
    })
    .map(({ length, ...rest }) => ({ ...rest, last: rest.first + length }));
  fc.assert(
    fc.property(
      fc.array(anySpan, { maxLength: 8 }),
      fc.bigInt(0n, 3n * day),
      fc.bigInt(0n, 3n * day),
      fc.integer({ min: 1, max: 500 }),
      (spans, a, b, wanted) => {
        const range = { from: a < b ? a : b, to: a < b ? b : a };
        const met: { from: bigint; to: bigint }[] = [];
        let to = range.to;
        for (let stretch = 1; ; stretch *= 8) {
          const window = planLogWindow(spans, { from: range.from, to }, wanted, stretch);
          if (!window) break;
          expect(window.from).toBeLessThan(window.to);
          expect(window.to).toBeLessThanOrEqual(to);
          met.push(window);
          to = window.from;
        }
        for (const { first, last } of spans)
          for (const instant of [first, last])
            if (instant >= range.from && instant < range.to)
              expect(met.filter((window) => instant >= window.from && instant < window.to)).toHaveLength(1);
      },
    ),
  );
});
