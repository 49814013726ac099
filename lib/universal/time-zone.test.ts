import { expect, test } from "vitest";
import { isTimeZone, TimeZone } from "#lib/universal/time-zone";

test.each([
  ["UTC", true],
  ["Asia/Kathmandu", true],
  ["asia/kathmandu", true],
  ["America/Argentina/Buenos_Aires", true],
  ["Etc/GMT+5", true],
  ["Mars/Olympus", false],
  ["+05:45", false],
  ["-03:30", false],
  ["", false],
  ["UTC; drop table app_user", false],
  ["../../etc/localtime", false],
])("%j: %s", (name, isKnown) => {
  for (const _again of [1, 2]) expect([isTimeZone(name), TimeZone.safeParse(name).success]).toEqual([isKnown, isKnown]);
});

test("every zone of the runtime is one, and the answer names what is none", () => {
  expect(Intl.supportedValuesOf("timeZone").every(isTimeZone)).toBe(true);
  expect(TimeZone.safeParse("Nowhere/Town").error?.issues[0]?.message).toContain('"Nowhere/Town"');
});
