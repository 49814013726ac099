import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOfBytes, bytesOfAmount } from "./bytes-of-amount.ts";

test.each([
  ["100", "GiB", "107374182400"],
  ["1.5", "GiB", "1610612736"],
  ["0,5", "MiB", "524288"],
  ["2", "TiB", "2199023255552"],
  ["0.000001", "MiB", "1"],
  ["999999999999", "TiB", "1099511627774900488372224"],
  ["9223372036854775807", "B", "9223372036854775807"],
  ["", "GiB", undefined],
  ["-1", "GiB", undefined],
  ["1e3", "GiB", undefined],
] as const)("%s %s is %s bytes", (amount, unit, bytes) => {
  expect(bytesOfAmount(amount, unit)).toBe(bytes);
});

test.each([
  ["107374182400", { amount: "100", unit: "GiB" }],
  ["1610612736", { amount: "1.5", unit: "GiB" }],
  ["268435456", { amount: "256", unit: "MiB" }],
  ["10000000000", { amount: "10000000000", unit: "B" }],
  ["0", { amount: "0", unit: "B" }],
])("%s bytes are typed as %j", (bytes, typed) => {
  expect(amountOfBytes(bytes)).toEqual(typed);
});

test("whatever the bytes, typing what is shown gives them back", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (bytes) => {
      const { amount, unit } = amountOfBytes(String(bytes));
      expect(bytesOfAmount(amount, unit)).toBe(String(bytes));
    }),
  );
});
