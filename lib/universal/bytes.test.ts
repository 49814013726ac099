import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBytes, formatBytesExact, sumBytes } from "#lib/universal/bytes";

describe("formatBytes", () => {
  test.each([
    [0n, "0 B"],
    [1023n, "1023 B"],
    [1024n, "1.00 KiB"],
    [1536n, "1.50 KiB"],
    [10_239n, "10.0 KiB"],
    [10_240n, "10.0 KiB"],
    [1_048_575n, "1.00 MiB"],
    [1_610_612_736n, "1.50 GiB"],
    [107_374_182_400n, "100 GiB"],
    [9_223_372_036_854_775_807n, "8.00 EiB"],
    [-1536n, "-1.50 KiB"],
  ])("%s is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test("terse text drops trailing zeros", () => {
    expect(formatBytes(2_147_483_648n, { isTerse: true })).toBe("2 GiB");
    expect(formatBytes(1_610_612_736n, { isTerse: true })).toBe("1.5 GiB");
  });

  test("never shows 1024 of a unit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1024n, max: (1n << 79n) - 1n }), (bytes) => {
        expect(formatBytes(bytes)).not.toMatch(/^1024/);
      }),
    );
  });

  test("is within half a step of the true value", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 63n }), (bytes) => {
        const [number = "", unit = ""] = formatBytes(bytes).split(" ");
        const scale = 1024 ** ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"].indexOf(unit);
        const step = number.includes(".") ? 10 ** -(number.split(".")[1]?.length ?? 0) : 1;
        expect(Math.abs(Number(number) * scale - Number(bytes))).toBeLessThanOrEqual((step * scale) / 2 + Number(bytes) * 1e-12);
      }),
    );
  });
});

test("the exact text keeps every digit", () => {
  expect(formatBytesExact("9223372036854775808")).toBe("9,223,372,036,854,775,808 bytes");
  expect(formatBytesExact(1n)).toBe("1 byte");
});

test("sums beyond 2^53 stay exact", () => expect(sumBytes(["9007199254740993", 2n])).toBe(9_007_199_254_740_995n));
