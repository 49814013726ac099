import { describe, expect, test } from "vitest";
import { emptyMatcher, filledMatchers, matchersOfAlert, sentPlace } from "./matcher-values.ts";

test("rows without a label are not sent, spaces around are not meant", () => {
  const row = { label: " severity ", operator: "is_not", value: " info " } as const;
  expect(filledMatchers([emptyMatcher, row])).toEqual([{ label: "severity", operator: "is_not", value: "info" }]);
});

test("the server counts the rows that were sent: a row that nobody has filled in has no place of its own", () => {
  const row = { label: "severity", operator: "is", value: "info" } as const;
  const rows = [emptyMatcher, row, emptyMatcher, row];
  expect(rows.map((_, index) => sentPlace(rows, index))).toEqual([0, 0, 1, 1]);
});

describe("an alert's own matchers", () => {
  test("its rule and its resource", () => {
    const alert = { ruleName: "Server offline", title: "Server offline: fra-1", resourceType: "node_server", resourceId: "3" };
    expect(matchersOfAlert(alert)).toEqual([
      { label: "rule", operator: "is", value: "Server offline" },
      { label: "resource_type", operator: "is", value: "node_server" },
      { label: "resource_id", operator: "is", value: "3" },
    ]);
  });
  test("from outside: its name, and its resource where it has one", () => {
    const alert = { ruleName: null, title: "Backup failed", resourceType: "", resourceId: "" };
    expect(matchersOfAlert(alert)).toEqual([{ label: "name", operator: "is", value: "Backup failed" }]);
    expect(matchersOfAlert({ ...alert, resourceId: "db" })).toHaveLength(2);
  });
});
