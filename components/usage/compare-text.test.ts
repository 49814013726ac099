import { expect, test } from "vitest";
import { compareText, spanName } from "./compare-text.ts";

test.each([
  [0n, 0n, "none in the 7 days before either"],
  [5n, 0n, "none in the 7 days before"],
  [1000n, 1000n, "about as much as the 7 days before"],
  [1050n, 1000n, "5.0 % more than the 7 days before"],
  [500n, 1000n, "50 % less than the 7 days before"],
  [0n, 1000n, "100 % less than the 7 days before"],
  [20_480n, 1024n, "1.00 KiB in the 7 days before"],
  [9_007_199_254_740_993_000n, 9_007_199_254_740_993_000n, "about as much as the 7 days before"],
])("%s against %s", (current, previous, text) => expect(compareText(current, previous, "7 days")).toBe(text));

test.each([
  [1, "hour"],
  [23.25, "24 hours"],
  [24, "24 hours"],
  [168, "7 days"],
])("%s hours are named %s", (hours, name) => expect(spanName({ from: new Date(0), to: new Date(hours * 3_600_000) })).toBe(name));
