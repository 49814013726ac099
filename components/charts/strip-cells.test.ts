import { describe, expect, test } from "vitest";
import { cellWords, formatUptime, stripPaths } from "./strip-cells.ts";

const cell = (onlineS: number, offlineS = 0, maintenanceS = 0) => ({ label: "", onlineS, offlineS, maintenanceS });

describe("stripPaths", () => {
  test("a good day is full, an unknown one a stub", () => {
    expect(stripPaths([cell(86_400), cell(0)])).toEqual({ ok: "M0.11 1V0H0.89V1Z", bad: "", warn: "", unknown: "M1.11 1V0.82H1.89V1Z" });
  });
  test("two minutes of outage can be seen", () => {
    const { ok, bad } = stripPaths([cell(86_280, 120)]);
    expect(bad).toBe("M0.11 1V0.75H0.89V1Z");
    expect(ok).toBe("M0.11 0.75V0H0.89V0.75Z");
  });
  test("outage and maintenance lie on each other", () => {
    const { bad, warn, ok } = stripPaths([cell(0, 3600, 3600)]);
    expect([bad, warn, ok]).toEqual(["M0.11 1V0.5H0.89V1Z", "M0.11 0.5V0H0.89V0.5Z", ""]);
  });
  test("a minute online in a bad day is still seen", () => expect(stripPaths([cell(60, 86_340)]).ok).not.toBe(""));
});

test.each([
  [cell(3600), "100 % up"],
  [cell(86_280, 120), "99.86 % up · 2 min offline"],
  [cell(0, 0, 7200), "2 h maintenance"],
  [cell(0), "not recorded"],
])("%o is %s", (given, words) => expect(cellWords(given)).toBe(words));

test.each([
  [99.999, "99.99 %"],
  [100, "100 %"],
  [0, "0.00 %"],
  [null, "–"],
])("%s is written %s", (percent, text) => expect(formatUptime(percent)).toBe(text));
