import { describe, expect, test } from "vitest";
import { endWords } from "./end-words.ts";
import { boughtCount, devicesWords, durationWords, itemsWords, saleWords } from "./package-words.ts";

const retiredAt = "2026-11-20T12:00:00.000Z";

test.each([
  [86_400, "1 day"],
  [30 * 86_400, "30 days"],
  [36 * 3600, "1 d 12 h"],
  [900, "15 min"],
  [Number.NaN, "nothing"],
])("%s s last %s", (seconds, words) => expect(durationWords(seconds)).toBe(words));

test.each([
  [0, "any number"],
  [3, "3"],
  [Number.NaN, "nothing"],
])("%s devices are %s", (devices, words) => expect(devicesWords(devices)).toBe(words));

test.each([
  [{ isMaster: true, retiredAt: null }, "Sold now"],
  [{ isMaster: false, retiredAt: null }, "Sold by its id"],
  [{ isMaster: true, retiredAt }, "Retired"],
])("%j is %s", (sold, words) => expect(saleWords(sold)).toBe(words));

describe("items", () => {
  test("bought is everything", () => expect(boughtCount({ inQueue: 1, active: 2, consumed: 3, cancelled: 4 })).toBe(10));
  test("one and many", () => expect([itemsWords(1), itemsWords(0)]).toEqual(["1 item", "0 items"]));
});

test.each([
  ["consumed", "traffic", "Used up"],
  ["consumed", "time", "Time over"],
  ["consumed", null, "Not known"],
  ["cancelled", null, "Cancelled"],
] as const)("%s by %s ended as %s", (status, consumedBy, words) => expect(endWords({ status, consumedBy })).toBe(words));
