import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTick, niceTicks } from "./nice-ticks.ts";

const written = (max: number, unit: "bytes" | "count" | "decimal" | "percent") =>
  niceTicks(max, unit).map((value, _, ticks) => formatTick(value, unit, ticks.at(-1) ?? 0));

describe("niceTicks", () => {
  test.each([
    [900 * 1024 ** 2, "bytes", ["0", "200 MiB", "400 MiB", "600 MiB", "800 MiB", "1000 MiB"]],
    [1.1 * 1024 ** 3, "bytes", ["0", "0.25 GiB", "0.5 GiB", "0.75 GiB", "1 GiB", "1.25 GiB"]],
    [1.9 * 1024 ** 3, "bytes", ["0", "0.5 GiB", "1 GiB", "1.5 GiB", "2 GiB"]],
    [0, "bytes", ["0", "1 MiB", "2 MiB", "3 MiB", "4 MiB"]],
    [17, "count", ["0", "5", "10", "15", "20"]],
    [3, "count", ["0", "1", "2", "3"]],
    [0.3, "decimal", ["0", "0.1", "0.2", "0.3"]],
    [17, "decimal", ["0", "5", "10", "15", "20"]],
    [12_000, "count", ["0", "5,000", "10,000", "15,000"]],
    [40, "percent", ["0 %", "25 %", "50 %", "75 %", "100 %"]],
  ] as const)("%s %s", (max, unit, ticks) => expect(written(max, unit)).toEqual(ticks));

  test("always reaches the maximum with two to six ticks, in even steps", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e18, noNaN: true }), fc.constantFrom("bytes" as const, "count" as const), (max, unit) => {
        const ticks = niceTicks(max, unit);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
