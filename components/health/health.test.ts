import { expect, test } from "vitest";
import type { HealthStatus } from "#lib/health/schema";
import { componentTitle, overallWords, severityOf } from "./health-words.ts";
import { healthCells } from "./prepare-health-cells.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 12, minutes)).toISOString();
const change = (minutes: number, status: HealthStatus) => ({ at: at(minutes), status, message: "" });

test("a cell is half an hour and says what was not well, and what nobody knows", () => {
  const changes = [change(30, "healthy"), change(60, "degraded"), change(75, "unhealthy"), change(76, "healthy"), change(90, "unknown")];
  const cells = healthCells(changes, at(0), at(105), "UTC");
  expect(cells.map(({ words }) => words)).toEqual(["30 min unknown", "healthy", "1 min unhealthy · 15 min degraded", "15 min unknown"]);
  expect(cells[2]).toMatchObject({ onlineS: 840, offlineS: 60, maintenanceS: 900 });
  expect(cells[0]).toMatchObject({ onlineS: 0, offlineS: 0, maintenanceS: 0 });
});

test("what was true before the range counts from its start", () => {
  expect(healthCells([change(-600, "degraded")], at(0), at(30), "UTC").map(({ words }) => words)).toEqual(["30 min degraded"]);
});

test.each<[HealthStatus[], string, string]>([
  [["healthy", "healthy"], "ok", "Every component is healthy"],
  [["healthy", "degraded"], "warn", "Degraded: B"],
  [["unknown", "healthy"], "warn", "Unknown: A"],
  [["degraded", "unhealthy"], "bad", "Unhealthy: B · degraded: A"],
  [[], "warn", "Nothing is known"],
])("%j: %s, %s", (statuses, tone, title) => {
  expect(overallWords(statuses.map((status, index) => ({ name: "ab".charAt(index), status })))).toEqual({ tone, title });
});

test("the worst first; names as people write them", () => {
  const statuses: HealthStatus[] = ["healthy", "unknown", "unhealthy", "degraded"];
  expect(statuses.sort((a, b) => severityOf(a) - severityOf(b))).toEqual(["unhealthy", "degraded", "unknown", "healthy"]);
  expect(componentTitle("partner_users")).toBe("Partner users");
  expect(componentTitle("scst")).toBe("SCST");
});
