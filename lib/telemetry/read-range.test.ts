import { expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import { type AskedRange, rangeText, readRange } from "./read-range.ts";

const hourMs = 3_600_000;

test.each<[string, AskedRange, string, string]>([
  ["nothing: the usual time back from now", {}, "2026-11-20T11:00:00.000000Z", "2026-11-20T12:00:00.000000Z"],
  ["an end: the usual time before it", { to: "2026-11-19T12:00:00Z" }, "2026-11-19T11:00:00.000000Z", "2026-11-19T12:00:00.000000Z"],
  ["a beginning: up to now", { from: "2026-11-01T00:00:00+01:00" }, "2026-10-31T23:00:00.000000Z", "2026-11-20T12:00:00.000000Z"],
  [
    "to the microsecond",
    { from: "2026-11-20T07:30:00.000001Z", to: "2026-11-20T07:30:00.000002Z" },
    "2026-11-20T07:30:00.000001Z",
    "2026-11-20T07:30:00.000002Z",
  ],
])("%s", (_name, asked, from, to) => {
  expect(rangeText(readRange(asked, noon, hourMs))).toEqual({ from, to });
});

test.each<[string, AskedRange, string]>([
  ["an empty range", { from: "2026-11-20T00:00:00Z", to: "2026-11-20T00:00:00Z" }, "to"],
  ["a beginning that is to come", { from: "2026-11-21T00:00:00Z" }, "from"],
  ["more than 400 days", { from: "2024-01-01T00:00:00Z" }, "from"],
  ["a day that is not", { from: "2026-02-30T00:00:00Z" }, "from"],
])("%s names its end", (_name, asked, path) => {
  expect(() => readRange(asked, noon, hourMs)).toThrow(
    expect.objectContaining({ code: "validation_failed", errors: [expect.objectContaining({ path })] }),
  );
});

test("a question without a limit may begin anywhere", () => {
  expect(rangeText(readRange({ from: "2001-01-01T00:00:00Z" }, noon, hourMs, Number.POSITIVE_INFINITY)).from).toBe(
    "2001-01-01T00:00:00.000000Z",
  );
});
