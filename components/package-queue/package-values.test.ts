import { describe, expect, test } from "vitest";
import { newPackageValues, packageInput, termChanges, valuesOfPackage } from "./package-values.ts";

const terms = { name: "Monthly", trafficLimit: "107374182400", expireSeconds: 30 * 86_400, availableGroup: 1, maxClientNumber: 0 };

describe("a form", () => {
  test.each([
    [30 * 86_400, "30", "days"],
    [36 * 3600, "36", "hours"],
    [900, "15", "minutes"],
    [61, "61", "seconds"],
  ])("of %s seconds shows %s %s, and sends the same back", (expireSeconds, typed, unit) => {
    const values = valuesOfPackage({ ...terms, expireSeconds });
    expect([values.expireSeconds, values.expireUnit]).toEqual([typed, unit]);
    expect(packageInput(values)).toEqual({ ...terms, expireSeconds });
  });

  test("sends what is no number so that the answer names the field", () => {
    const input = packageInput({ ...newPackageValues, trafficLimit: "much", expireSeconds: "", availableGroup: "x" });
    expect(input).toMatchObject({ trafficLimit: "much", expireSeconds: Number.NaN, availableGroup: Number.NaN });
  });

  test("takes a comma for a point", () => {
    expect(packageInput({ ...newPackageValues, trafficLimit: "0,5", expireSeconds: "1,5" })).toMatchObject({
      trafficLimit: "536870912",
      expireSeconds: 129_600,
    });
  });
});

describe("what changes", () => {
  const values = valuesOfPackage(terms);
  test("nothing", () => expect(termChanges(terms, values)).toEqual([]));
  test("the same terms in other units are no change", () =>
    expect(
      termChanges(terms, { ...values, trafficLimit: "102400", trafficUnit: "MiB", expireSeconds: "720", expireUnit: "hours" }),
    ).toEqual([]));
  test("everything", () =>
    expect(
      termChanges(terms, {
        name: "Monthly 200 ",
        trafficLimit: "200",
        trafficUnit: "GiB",
        expireSeconds: "31",
        expireUnit: "days",
        availableGroup: "2",
        maxClientNumber: "3",
      }),
    ).toEqual([
      "Name: Monthly → Monthly 200",
      "Traffic: 100 GiB → 200 GiB",
      "Lasts: 30 days → 31 days",
      "Group: 1 → 2",
      "Devices: any number → 3",
    ]));
  test("half typed", () =>
    expect(termChanges(terms, { ...values, trafficLimit: "", expireSeconds: "" })).toEqual([
      "Traffic: 100 GiB → nothing",
      "Lasts: 30 days → nothing",
    ]));
});
