import { describe, expect, test } from "vitest";
import { paramFields, paramOf, textOf } from "./param-fields.ts";

const fields = paramFields({
  type: "object",
  properties: {
    abovePercent: { type: "number", minimum: 1, maximum: 100, default: 90 },
    resource: { type: "string", enum: ["cpu", "disk"], default: "cpu" },
    onlyNew: { type: "boolean", default: true },
    nodeServerIds: { type: "array", items: { type: "integer" }, default: [] },
    metric: { type: "string" },
    labels: { type: "object", default: { a: 1 } },
  },
});

test("each property has its control, label with unit, hint and default", () => {
  expect(fields.map(({ label, hint, kind, initial }) => [label, hint, kind, initial])).toEqual([
    ["Above (%)", "1 to 100; 90 unless said", "number", "90"],
    ["Resource", "", "choice", "cpu"],
    ["Only new", "", "flag", true],
    ["Node server ids", "Separated by commas; empty is all", "list", ""],
    ["Metric", "", "text", ""],
    ["Labels", "As JSON", "json", '{"a":1}'],
  ]);
  expect(paramFields({ properties: 5 })).toEqual([]);
});

describe("what a control says becomes what the API takes", () => {
  test.each([
    ["number", false, " 90.5 ", 90.5],
    ["number", false, "much", "much"],
    ["number", false, "", undefined],
    ["flag", false, true, true],
    ["list", true, "1, 2,, x", [1, 2, "x"]],
    ["list", false, "", []],
    ["text", false, "cpu", "cpu"],
    ["json", false, '{"a":1}', { a: 1 }],
    ["json", false, "{", "{"],
  ] as const)("%s", (kind, isNumeric, said, expected) => {
    expect(paramOf({ kind, isNumeric }, said)).toEqual(expected);
  });

  test("and back again", () => {
    for (const [kind, value] of [
      ["number", 5],
      ["flag", false],
      ["json", { a: [1] }],
      ["text", "x"],
    ] as const)
      expect(paramOf({ kind, isNumeric: false }, textOf(kind, value))).toEqual(value);
    expect(paramOf({ kind: "list", isNumeric: true }, textOf("list", [1, 2]))).toEqual([1, 2]);
  });
});
