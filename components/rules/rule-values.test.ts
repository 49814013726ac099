import { expect, test } from "vitest";
import type { ConditionKind } from "#lib/alerting/schema";
import { previewDraft, ruleDraft, ruleValues, wordsDraft } from "./rule-values.ts";

const kind: ConditionKind = {
  kind: "node_resource",
  title: "Node server short of CPU",
  source: "node",
  unit: "%",
  words: "",
  canPreview: true,
  params: {
    properties: { abovePercent: { type: "number", default: 90 }, ids: { type: "array", items: { type: "integer" }, default: [] } },
  },
};

test("a new rule has the kind's defaults; what is typed becomes what the API takes", () => {
  const values = ruleValues(kind);
  expect(values).toMatchObject({ "params.abovePercent": "90", "params.ids": "", severity: "warning", forSeconds: "60" });
  const draft = ruleDraft(kind, { ...values, name: "Busy", forSeconds: "soon", "params.abovePercent": "", "params.ids": "3, 4" });
  expect(draft).toMatchObject({ name: "Busy", kind: "node_resource", forSeconds: "soon", clearSeconds: 60, params: { ids: [3, 4] } });
  expect(wordsDraft(draft)).toEqual({ kind: "node_resource", params: { ids: [3, 4] }, severity: "warning", forSeconds: "soon" });
  expect(previewDraft({ ...draft, name: "" })).not.toHaveProperty("name");
});

test("another kind keeps what is common and begins with its own parameters", () => {
  const other = { ...kind, kind: "other", params: { properties: { times: { type: "integer", default: 3 } } } };
  const values = ruleValues(other, { ...ruleValues(kind), name: "Busy", severity: "info" });
  expect(values).toMatchObject({ name: "Busy", severity: "info", "params.times": "3" });
  expect(values).not.toHaveProperty("params.abovePercent");
});
