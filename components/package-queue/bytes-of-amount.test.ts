import { expect, test } from "vitest";
import { bytesOfAmount } from "./bytes-of-amount.ts";

test.each([
  ["100", "GiB", "107374182400"],
  ["1.5", "GiB", "1610612736"],
  ["0,5", "MiB", "524288"],
  ["2", "TiB", "2199023255552"],
  ["0.000001", "MiB", "1"],
  ["999999999999", "TiB", "1099511627774900488372224"],
  ["", "GiB", undefined],
  ["-1", "GiB", undefined],
  ["1e3", "GiB", undefined],
] as const)("%s %s is %s bytes", (amount, unit, bytes) => {
  expect(bytesOfAmount(amount, unit)).toBe(bytes);
});
