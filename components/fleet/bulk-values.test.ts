import { expect, test } from "vitest";
import { bulkInput, changeLines, hasBulkValues, unchangedBulkValues } from "./bulk-values.ts";

test.each([
  { name: "nothing typed", typed: {}, input: {} },
  { name: "blanks are nothing", typed: { trafficFactor: "  " }, input: {} },
  { name: "a limit of 0 is a change", typed: { speedLimit: "0" }, input: { speedLimit: 0 } },
  {
    name: "everything",
    typed: { trafficFactor: " 1.5", availableGroups: "1, 2", speedLimit: "100", isEnabled: "false" },
    input: { trafficFactor: "1.5", availableGroups: [1, 2], speedLimit: 100, isEnabled: false },
  },
])("what is sent: $name", ({ typed, input }) => {
  const values = { ...unchangedBulkValues, ...typed };
  expect(bulkInput(values)).toEqual(input);
  expect(hasBulkValues(values)).toBe(Object.keys(input).length > 0);
});

test("what changes, in words: only what differs", () => {
  expect(
    changeLines({
      before: { trafficFactor: "1.500", speedLimit: 100, availableGroups: [1], isEnabled: true },
      after: { trafficFactor: "2", speedLimit: 0, availableGroups: [], isEnabled: false },
    }),
  ).toEqual(["factor ×1.5 → ×2", "groups 1 → none", "speed limit 100 Mbit/s → none", "availability enabled → disabled"]);
  expect(changeLines({ before: { isEnabled: false }, after: { isEnabled: true } })).toEqual(["availability disabled → enabled"]);
});
