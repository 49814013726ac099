import { describe, expect, test } from "vitest";
import { amountOf, type DurationUnit, secondsOf, unitOf } from "./duration-parts.ts";

test.each<[number, DurationUnit]>([
  [0, "s"],
  [1, "s"],
  [90, "s"],
  [300, "min"],
  [5_400, "min"],
  [14_400, "h"],
  [86_400, "d"],
  [90_000, "h"],
  [Number.NaN, "s"],
])("%d s are written in %s", (seconds, unit) => {
  expect(unitOf(seconds)).toBe(unit);
});

describe("there and back", () => {
  test.each<[string, DurationUnit, string]>([
    ["5", "min", "300"],
    ["1.5", "h", "5400"],
    ["0,5", "min", "30"],
    ["0.1", "h", "360"],
    ["0", "d", "0"],
    [" 2 ", "d", "172800"],
    ["", "h", ""],
    ["soon", "h", "soon"],
  ])("%j %s are %j s", (amount, unit, seconds) => {
    expect(secondsOf(amount, unit)).toBe(seconds);
  });
  test.each([0, 1, 59, 60, 90, 3_600, 5_400, 86_400])("%d s survive", (seconds) => {
    const unit = unitOf(seconds);
    expect(secondsOf(amountOf(String(seconds), unit), unit)).toBe(String(seconds));
  });
  test("nothing is nothing", () => {
    expect(amountOf("", "h")).toBe("");
  });
});
