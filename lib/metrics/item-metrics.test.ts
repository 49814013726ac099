import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requestMeter } from "#lib/http/request-meter";
import type { ItemsSample } from "#lib/ingest/items-sample";
import { itemMetrics } from "./item-metrics.ts";
import { prometheusText } from "./prometheus-text.ts";
import { hasPromtool } from "./testing/promtool.ts";

const busy: ItemsSample = {
  received: 100,
  stored: 80,
  duplicate: 10,
  refused: { id_conflict: 3, of_tomorrow: 1 },
  sockets: { open: 4, bufferedBytes: 900 },
};
const processes = [
  { name: "alpha:1", sample: busy },
  { name: "beta:1", sample: { ...busy, sockets: null } },
];
const text = await prometheusText([], requestMeter(), [], itemMetrics(processes));
const lines = text.split("\n").filter((line) => line.startsWith("fleetlight_ingest_"));

test("by process and outcome, each from zero on; what is in flight is the rest", () => {
  expect(lines).toContain('fleetlight_ingest_items_received_total{process="alpha:1"} 100');
  expect(lines).toContain('fleetlight_ingest_items_answered_total{process="alpha:1",outcome="stored"} 80');
  expect(lines).toContain('fleetlight_ingest_items_answered_total{process="beta:1",outcome="id_conflict"} 3');
  expect(lines).toContain('fleetlight_ingest_items_answered_total{process="beta:1",outcome="unstorable"} 0');
  expect(lines).toContain('fleetlight_ingest_items_in_flight{process="alpha:1"} 6');
});

test("sockets are of those processes that take them", () => {
  const ofSockets = lines.filter((line) => /^fleetlight_ingest_item_/.test(line));
  expect(ofSockets).toEqual([
    'fleetlight_ingest_item_sockets{process="alpha:1"} 4',
    'fleetlight_ingest_item_buffer_bytes{process="alpha:1"} 900',
  ]);
});

test("docs/metrics.md names each", () => {
  const page = readFileSync("docs/metrics.md", "utf8");
  for (const name of new Set(lines.map((line) => line.split("{", 1)[0]))) expect(page).toContain(`| \`${name}\` |`);
});

test.runIf(hasPromtool)("passes promtool", () => {
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
});
