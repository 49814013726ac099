import { expect, test } from "vitest";
import { clockWords, countWords, durationWords, heightWords, nanosecondWords, rateWords, shortVersion, uptimeWords } from "./node-words.ts";

const now = new Date("2026-11-20T12:00:00Z");

test("what was not told is a dash, never a zero", () => {
  expect([heightWords(null), countWords(null), durationWords(null), rateWords(null), uptimeWords(null, now)]).toEqual(Array(5).fill("–"));
  expect([heightWords(0), countWords(0), durationWords(0), rateWords(0)]).toEqual(["#0", "0", "0 ms", "0 B/s"]);
});

test.each([
  [23_650_101, "#23,650,101"],
  [2 ** 53, "#9,007,199,254,740,992"],
])("block %d reads %s", (height, words) => expect(heightWords(height)).toBe(words));

test.each([
  [640.4, "640 ms"],
  [999, "999 ms"],
  [1_000, "1.00 s"],
  [6_018, "6.02 s"],
  [65_000, "65.00 s"],
])("%d ms read %s", (ms, words) => expect(durationWords(ms)).toBe(words));

test.each([
  ["2026-11-17T07:59:00Z", "3 d 4 h"],
  ["2026-11-20T09:45:00Z", "2 h 15 min"],
  ["2026-11-20T11:59:30Z", "30 s"],
  ["2026-11-20T12:00:01Z", "–"],
  ["1970-01-01T00:00:00Z", "–"],
])("started %s is up for %s", (startedAt, words) => expect(uptimeWords(startedAt, now)).toBe(words));

test.each([
  ["1.18.2-3b1ae46ff5a", "1.18.2"],
  ["1.19.0-rc2-3b1ae46ff5a", "1.19.0-rc2"],
  ["2.0.0-x86_64-linux-gnu", "2.0.0"],
  ["0.9.0", "0.9.0"],
  ["", "–"],
  ["nightly", "nightly"],
])("version %s is shown as %s", (version, shown) => expect(shortVersion(version)).toBe(shown));

test.each([
  [760, "760 ns"],
  [182_340, "182.34 µs"],
  [1_400_000, "1.40 ms"],
  [2_500_000_000, "2.50 s"],
])("%d ns read %s", (ns, words) => expect(nanosecondWords(ns)).toBe(words));

test.each([
  [720_000, "12 min ahead"],
  [-3_600_000, "1 h behind"],
  [94_608_000_000, "1,095 d ahead"],
  [-400, "0 s behind"],
])("a clock %d ms off is %s", (aheadMs, words) => expect(clockWords(aheadMs)).toBe(words));
