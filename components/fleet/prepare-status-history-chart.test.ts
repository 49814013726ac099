import { expect, test } from "vitest";
import { prepareStatusHistoryChart } from "./prepare-status-history-chart.ts";

test("hours that were not recorded are gaps, never zero", () => {
  const chart = prepareStatusHistoryChart({
    start: "2026-11-20T00:30:00Z",
    end: "2026-11-20T03:10:00Z",
    items: [
      { bucketStart: "2026-11-20T01:00:00Z", onlineNodes: 3, offlineNodes: 1, maintenanceNodes: 0 },
      { bucketStart: "2026-11-20T03:00:00.000Z", onlineNodes: 4, offlineNodes: 0, maintenanceNodes: 0 },
    ],
  });
  expect(chart.buckets).toHaveLength(4);
  expect(chart.series.map(({ key, values }) => [key, values])).toEqual([
    ["online", [null, 3, null, 4]],
    ["maintenance", [null, 0, null, 0]],
    ["offline", [null, 1, null, 0]],
  ]);
  expect([0, 1, 2, 3].map((index) => chart.series[2]?.words(index).short)).toEqual(["not recorded", "1 node", "not recorded", "0 nodes"]);
});
