import { describe, expect, test } from "vitest";
import type { Setting } from "#lib/settings/schema";
import { changedValues, shownText, valueWords } from "./setting-values.ts";

const setting = (changes: Partial<Setting>): Setting => ({
  key: "usage.lineRetentionDays",
  group: "usage",
  title: "Usage lines",
  description: "",
  unit: "days",
  value: 35,
  source: "default",
  default: 35,
  environment: null,
  min: 7,
  max: 180,
  mayBeForEver: false,
  problem: null,
  updatedAt: null,
  updatedBy: null,
  ...changes,
});

describe("what is sent", () => {
  const set = setting({ value: 20, source: "setting" });
  test.each([
    { name: "nothing touched", of: set, typed: undefined, sent: undefined },
    { name: "another number", of: set, typed: " 40 ", sent: 40 },
    { name: "what applies already", of: set, typed: "20", sent: undefined },
    { name: "emptied: the default", of: set, typed: "", sent: null },
    { name: "emptied, and it was the default", of: setting({}), typed: "", sent: undefined },
    { name: "no number: the server says so", of: set, typed: "a week", sent: "a week" },
    { name: "negative: the server says so", of: set, typed: "-5", sent: -5 },
  ])("$name", ({ of, typed, sent }) => {
    const edits = typed === undefined ? {} : { [of.key]: typed };
    expect(changedValues([of], edits)).toEqual(sent === undefined ? {} : { [of.key]: sent });
  });
});

test("a field shows what was typed, else what applies; for ever is empty", () => {
  expect(shownText(setting({}), {})).toBe("35");
  expect(shownText(setting({}), { "usage.lineRetentionDays": "4" })).toBe("4");
  expect(shownText(setting({ value: null }), {})).toBe("");
});

test("values in words", () => {
  expect([valueWords(1, "days"), valueWords(35, "days"), valueWords(null, "days")]).toEqual(["1 day", "35 days", "for ever"]);
});
