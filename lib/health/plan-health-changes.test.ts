import { expect, test } from "vitest";
import { planHealthChanges, type RecordedComponent } from "./plan-health-changes.ts";
import type { HealthStatus } from "./schema.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const recorded = (status: HealthStatus, checkedAgoS = 30): RecordedComponent => ({
  name: "jobs",
  status,
  message: "then",
  since: ago(3_600),
  checkedAt: ago(checkedAgoS),
});
const seen = (status: HealthStatus) => [{ name: "jobs", status, message: "now" }];

/** `previous → status at`, in seconds ago. */
function changesOf(before: readonly RecordedComponent[], status: HealthStatus): string[] {
  const { changes } = planHealthChanges(before, seen(status), now);
  return changes.map(({ previous, status: to, at }) => `${previous} → ${to} ${(now.getTime() - at.getTime()) / 1000}`);
}

test.each<[string, RecordedComponent[], HealthStatus, string[]]>([
  ["the first look", [], "healthy", ["null → healthy 0"]],
  ["nothing new", [recorded("healthy")], "healthy", []],
  ["worse", [recorded("healthy")], "degraded", ["healthy → degraded 0"]],
  ["nobody looked for long", [recorded("healthy", 121)], "healthy", ["healthy → unknown 121", "unknown → healthy 0"]],
  ["just not too long", [recorded("healthy", 120)], "healthy", []],
  ["unknown before and after", [recorded("unknown", 900)], "unknown", []],
  ["unknown, then nobody looked", [recorded("unknown", 900)], "healthy", ["unknown → healthy 0"]],
])("%s", (_name, before, status, expected) => {
  expect(changesOf(before, status)).toEqual(expected);
});

test("what stays keeps its since and gets the new message; what is no longer looked at goes", () => {
  const { components, gone } = planHealthChanges(
    [recorded("degraded"), { ...recorded("healthy"), name: "storage" }],
    seen("degraded"),
    now,
  );
  expect(components).toEqual([{ name: "jobs", status: "degraded", message: "now", since: ago(3_600), checkedAt: now }]);
  expect(gone).toEqual(["storage"]);
});
