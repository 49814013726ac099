import { describe, expect, test } from "vitest";
import type { MaintenanceWindowView } from "#lib/alerting/schema";
import { scheduleOf, valuesOf } from "./schedule-values.ts";

const zone = "Asia/Kathmandu";
const view = (schedule: MaintenanceWindowView["schedule"]) => ({ schedule }) as MaintenanceWindowView;

describe("a schedule goes through the form unchanged", () => {
  test.each<[string, MaintenanceWindowView["schedule"]]>([
    ["once", { kind: "once", from: "2026-11-20T12:00:00.000Z", to: "2026-11-20T13:30:00.000Z" }],
    ["weekly", { kind: "weekly", days: [1, 5], at: "22:15", minutes: 90, timeZone: "Europe/Berlin" }],
  ])("%s", (_, schedule) => {
    expect(scheduleOf(valuesOf(view(schedule), zone), zone)).toEqual(schedule);
  });
});

test("once is shown in the zone of the person who looks; a new one begins in it too", () => {
  const once = view({ kind: "once", from: "2026-11-20T12:00:00Z", to: "2026-11-20T13:00:00Z" });
  expect(valuesOf(once, zone)).toMatchObject({ from: "2026-11-20T17:45", to: "2026-11-20T18:45" });
  expect(valuesOf(undefined, zone)).toMatchObject({ kind: "weekly", timeZone: zone });
});

test("what is not filled in is sent and refused there", () => {
  expect(scheduleOf({ ...valuesOf(undefined, zone), kind: "once" }, zone)).toEqual({ kind: "once", from: "", to: "" });
});
