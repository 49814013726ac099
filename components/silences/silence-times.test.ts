import { expect, test } from "vitest";
import { durations, endForApi, endOf } from "./silence-times.ts";

const noon = new Date("2026-11-20T12:00:00Z");

test("a duration counts from the beginning, an end is local", () => {
  expect(endOf({ duration: "3600", to: "" }, "Asia/Kathmandu", noon)?.toISOString()).toBe("2026-11-20T13:00:00.000Z");
  expect(endOf({ duration: "custom", to: "2026-11-20T18:45" }, "Asia/Kathmandu", noon)?.toISOString()).toBe("2026-11-20T13:00:00.000Z");
  expect(endOf({ duration: "custom", to: "" }, "UTC", noon)).toBeUndefined();
});

test("the API counts a duration itself; an end that is missing is sent and refused there", () => {
  expect(endForApi({ duration: "3600", to: "" }, "UTC")).toEqual({ durationSeconds: 3600 });
  expect(endForApi({ duration: "custom", to: "2026-11-20T13:00" }, "UTC")).toEqual({ to: "2026-11-20T13:00:00.000Z" });
  expect(endForApi({ duration: "custom", to: "" }, "UTC")).toEqual({ to: "" });
  expect(durations.filter(({ value }) => value !== "custom").every(({ value }) => Number(value) >= 60)).toBe(true);
});
