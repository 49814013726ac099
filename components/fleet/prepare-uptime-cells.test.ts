import { expect, test } from "vitest";
import { dayCells, hourCells } from "./prepare-uptime-cells.ts";

test("ninety days end today; days without record have no seconds", () => {
  const cells = dayCells([{ day: "2026-11-19", onlineS: 86_000, offlineS: 400, maintenanceS: 0 }], new Date("2026-11-20T10:00:00Z"));
  expect(cells).toHaveLength(90);
  expect(cells.at(-1)).toMatchObject({ label: "Fri 20 Nov (UTC)", onlineS: 0, offlineS: 0 });
  expect(cells.at(-2)).toMatchObject({ label: "Thu 19 Nov (UTC)", onlineS: 86_000, offlineS: 400 });
});

test("hours are named in the zone and left empty where nothing is known", () => {
  const hours = [{ bucketStart: "2026-11-20T01:00:00Z", snapshotStatus: "online" as const, onlineS: 3600, offlineS: 0, maintenanceS: 0 }];
  const cells = hourCells(hours, Date.parse("2026-11-20T00:00:00Z"), Date.parse("2026-11-20T02:30:00Z"), "Asia/Kathmandu");
  expect(cells.map(({ label, onlineS }) => [label, onlineS])).toEqual([
    ["Fri 20 Nov, 05:45", 0],
    ["Fri 20 Nov, 06:45", 3600],
    ["Fri 20 Nov, 07:45", 0],
  ]);
});
