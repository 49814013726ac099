import { expect, test } from "vitest";
import type { NodeHistory } from "#lib/telemetry/schema";
import { prepareNodeCharts } from "./prepare-node-charts.ts";

const at = (time: string) => `2026-11-20T${time}Z`;
const point = (time: string, bestHeight: number | null, changes: Partial<NodeHistory["points"][number]> = {}) => ({
  at: at(time),
  bestHeight,
  finalizedHeight: bestHeight === null ? null : bestHeight - 2,
  peers: 39,
  txCount: 3,
  uploadBytesPerS: 2_048,
  downloadBytesPerS: 1_024,
  blockTimeMs: 6_000,
  ...changes,
});
const history = (points: NodeHistory["points"]): NodeHistory => ({ from: at("12:00:30"), to: at("12:06:00"), stepSeconds: 60, points });

test("a step shows what it brought; the first, one after a gap, and a chain that began anew say nothing", () => {
  const { blocks } = prepareNodeCharts(
    history([
      point("12:00:00", 100),
      point("12:01:00", 110),
      point("12:02:00", 110),
      point("12:04:00", 140),
      point("12:05:00", 3, { finalizedHeight: 9 }),
    ]),
  );
  const [gained, lag] = blocks.series;
  expect(gained?.values).toEqual([null, 10, 0, null, null, null]);
  expect(gained?.words(1)).toEqual({ short: "10", exact: "up to #110" });
  expect(gained?.words(3)).toEqual({ short: "–", exact: "up to –" });
  expect(lag?.values).toEqual([2, 2, 2, null, 2, 0]);
  expect(lag?.words(1)).toEqual({ short: "2", exact: "final #108" });
});

test("the buckets fill the range, cut at its ends", () => {
  const { peers } = prepareNodeCharts(history([]));
  expect(peers.buckets.map(({ fromMs, untilMs }) => (untilMs - fromMs) / 1_000)).toEqual([30, 60, 60, 60, 60, 60]);
  expect([peers.fromMs, peers.toMs]).toEqual([Date.parse(at("12:00:30")), Date.parse(at("12:06:00"))]);
});

test("what was not told is a gap, and rates have their unit", () => {
  const { peers, bandwidth } = prepareNodeCharts(history([point("12:01:00", null, { peers: 38.6, txCount: null })]));
  expect(peers.series.map(({ values }) => values[1])).toEqual([38.6, null]);
  expect(peers.series.map(({ words }) => words(1).short)).toEqual(["39", "–"]);
  expect(bandwidth.unit).toBe("bytes");
  expect(bandwidth.series.map(({ words }) => words(1).short)).toEqual(["2.00 KiB/s", "1.00 KiB/s"]);
});
