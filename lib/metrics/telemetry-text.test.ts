import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { forgetSingleton } from "#lib/core/singleton";
import { requestMeter } from "#lib/http/request-meter";
import { trafficMeter } from "#lib/http/traffic-meter";
import { batchSizeEdges, newTelemetryCounters, telemetryCounters } from "#lib/telemetry/counters";
import { observe } from "#lib/telemetry/histogram";
import { telemetrySample } from "#lib/telemetry/telemetry-sample";
import { originalMetrics } from "./original-metrics.ts";
import { withOwnCounters } from "./own-counters.ts";
import { prometheusText } from "./prometheus-text.ts";
import { telemetryMetrics } from "./telemetry-metrics.ts";
import { hasPromtool } from "./testing/promtool.ts";
import { sampleOf } from "./testing/sample.ts";

afterEach(() => {
  forgetSingleton("telemetry-counters");
  forgetSingleton("traffic-meter");
});

const host = {
  memory: { totalBytes: 8 * 1024 ** 3, availableBytes: 6 * 1024 ** 3, swap: { totalBytes: 2_048, usedBytes: 1_024 } },
  load: [0.5, 0.25, 0.125],
};

/** Counters of a process at work. */
function busy() {
  const counters = newTelemetryCounters();
  Object.assign(counters, { received: 100, receivedBytes: 5_000, stored: 90, inFlight: 7, socketsOpened: 5, socketsClosed: 2 });
  counters.dropped.bad_json = 3;
  counters.look = () => ({ bufferedBytes: 640, bufferLimitBytes: 1_024, oldestUnsavedMs: 1_500 });
  for (const size of [1, 30, 1_024]) observe(counters.batchSizes, batchSizeEdges, size);
  return telemetrySample(counters);
}

const textOf = async () => {
  const alpha = { name: "alpha:1", sample: busy() };
  const traffic = { requests: 10, bytesReceived: 1_000, bytesSent: 2_000 };
  const all = [
    { telemetry: alpha.sample, traffic },
    { telemetry: telemetrySample(newTelemetryCounters()), traffic },
    { telemetry: null, traffic: null },
  ];
  return prometheusText(
    [],
    requestMeter(),
    [],
    [...telemetryMetrics([alpha, { name: 'be"ta', sample: busy() }]), ...originalMetrics(all, host)],
  );
};

test("ours are by process, each reason from zero on, and balance", async () => {
  const lines = (await textOf()).split("\n");
  expect(lines).toContain('fleetlight_telemetry_messages_received_total{process="alpha:1"} 100');
  expect(lines).toContain('fleetlight_telemetry_messages_dropped_total{process="be\\"ta",reason="bad_json"} 3');
  expect(lines).toContain('fleetlight_telemetry_messages_dropped_total{process="alpha:1",reason="unstorable"} 0');
  expect(lines.filter((line) => line.startsWith("fleetlight_telemetry_messages_dropped_total{"))).toHaveLength(14);
  expect(lines).toContain('fleetlight_telemetry_oldest_unsaved_age_seconds{process="alpha:1"} 1.5');
  expect(lines).toContain('fleetlight_telemetry_batch_messages_bucket{process="alpha:1",le="64"} 2');
  expect(lines).toContain('fleetlight_telemetry_batch_messages_bucket{process="alpha:1",le="+Inf"} 3');
  expect(lines).toContain('fleetlight_telemetry_batch_messages_sum{process="alpha:1"} 1055');
  expect(lines).toContain('fleetlight_telemetry_save_latency_seconds_count{process="alpha:1"} 0');
  const countOf = (name: string) =>
    Number(
      lines
        .find((line) => line.startsWith(`fleetlight_telemetry_messages_${name}{process="alpha:1"`))
        ?.split(" ")
        .at(-1),
    );
  expect(countOf("stored_total") + countOf("in_flight") + 3).toBe(countOf("received_total"));
});

test("the original's names are sums without labels; memory in KiB", async () => {
  const lines = (await textOf()).split("\n");
  const expected = {
    substrate_message_count: 100,
    substrate_bytes_received: 5_000,
    nodes_connected_count: 5,
    nodes_dropped_count: 2,
    current_substrate_connections: 3,
    current_feed_connections: 0,
    feeds_connected: 0,
    feeds_disconnected: 0,
    requests: 20,
    bytes_received: 2_000,
    bytes_sent: 4_000,
    load_avg_one: 0.5,
    load_avg_five: 0.25,
    load_avg_fifteen: 0.125,
    total_mem: 8_388_608,
    used_mem: 2_097_152,
    total_swap: 2,
    used_swap: 1,
  };
  for (const [name, value] of Object.entries(expected)) expect(lines).toContain(`${name} ${value}`);
});

test("what a system does not tell is not a number", async () => {
  const text = await prometheusText([], requestMeter(), [], originalMetrics([], { memory: { ...host.memory, swap: null }, load: null }));
  expect(text).toMatch(/^total_swap Nan$/m);
  expect(text).toMatch(/^load_avg_one Nan$/m);
  expect(text).toMatch(/^substrate_message_count 0$/m);
});

test("docs/metrics.md names each of them, and none that is not there", async () => {
  const page = readFileSync("docs/metrics.md", "utf8");
  const section = page.slice(page.indexOf("### Telemetry, by process"));
  const named = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
  const text = await textOf();
  const exposed = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = ""]) => name);
  const more = exposed.slice(exposed.indexOf("fleetlight_telemetry_messages_received_total"));
  expect(named.toSorted()).toEqual(more.toSorted());
});

test.runIf(hasPromtool)("promtool has nothing to say against it", async () => {
  const said = spawnSync("promtool", ["check", "metrics"], { input: await textOf(), encoding: "utf8" });
  expect([said.stdout, said.stderr, said.status]).toEqual(["", "", 0]);
});

test("this process is as it is now, whatever it last said of itself; others as they said", () => {
  const others = [
    { ...sampleOf(1, { telemetry: busy() }), name: "alpha:1", hostName: "alpha" },
    { ...sampleOf(1, { telemetry: busy() }), name: withOwnCounters([])[0]?.name ?? "", hostName: "own" },
  ];
  telemetryCounters().received = 7;
  trafficMeter().requests = 3;
  const counted = withOwnCounters(others);
  expect(counted.map(({ telemetry, traffic }) => [telemetry?.received, traffic?.requests]).toSorted()).toEqual([
    [100, undefined],
    [7, 3],
  ]);
});
