import { spawnSync } from "node:child_process";
import { beforeEach, expect, test } from "vitest";
import { forgetSingleton } from "#lib/core/singleton";
import { noon } from "#lib/core/testing/instants";
import { countRequest, requestMeter } from "#lib/http/request-meter";
import { metrics } from "./catalogue.ts";
import { prometheusName } from "./prometheus-name.ts";
import { prometheusText } from "./prometheus-text.ts";
import type { Latest } from "./read-latest.ts";
import { hasPromtool } from "./testing/promtool.ts";

beforeEach(() => forgetSingleton("request-meter"));

const latest: Latest[] = [
  { name: "system.cpuUsagePercent", labels: { host: 'al"pha' }, at: noon, value: 40 },
  { name: "api.latencyMsP50", labels: {}, at: noon, value: 250 },
  { name: "fleet.servers", labels: {}, at: noon, value: 7 },
];

test.each([
  ["system.cpuUsagePercent", "percent", "fleetlight_system_cpu_usage_ratio", 0.01],
  ["api.latencyMsP99", "milliseconds", "fleetlight_api_latency_p99_seconds", 0.001],
  ["process.eventLoopDelayMs", "milliseconds", "fleetlight_process_event_loop_delay_seconds", 0.001],
  ["system.loadAverage15", "load", "fleetlight_system_load_average15", 1],
  ["tasks.total", "count", "fleetlight_tasks_all", 1],
  ["usage.rawBytesPerSecond", "bytes_per_second", "fleetlight_usage_raw_bytes_per_second", 1],
] as const)("%s is %s in Prometheus' words", (name, unit, expected, factor) => {
  expect(prometheusName(name, unit)).toEqual({ name: expected, factor });
});

test("no two metrics have one name there", () => {
  const names = [...metrics.values()].map(({ name, unit }) => prometheusName(name, unit).name);
  expect(new Set(names).size).toBe(names.length);
});

test("gauges in base units; unknown is NaN, or no line where hosts tell apart", async () => {
  const lines = (await prometheusText(latest, requestMeter(), [])).split("\n");
  expect(lines).toContain('fleetlight_system_cpu_usage_ratio{host="al\\"pha"} 0.4');
  expect(lines).toContain("fleetlight_api_latency_p50_seconds 0.25");
  expect(lines).toContain("fleetlight_fleet_servers 7");
  expect(lines).toContain("fleetlight_fleet_clients Nan");
  expect(lines.filter((line) => line.startsWith("fleetlight_system_uptime_seconds"))).toEqual([]);
  expect(lines).toContain("# TYPE fleetlight_system_uptime_seconds gauge");
});

test("every declared operation is counted from zero on, with four classes of status", async () => {
  countRequest("listThings", 200, 0.02);
  countRequest("listThings", 500, 20);
  const lines = (await prometheusText([], requestMeter(), ["makeThing"])).split("\n");
  expect(lines).toContain('fleetlight_http_requests_total{operation="listThings",status="5xx"} 1');
  expect(lines.filter((line) => line.includes('operation="makeThing"'))).toHaveLength(4);
  expect(lines).toContain('fleetlight_http_request_duration_seconds_bucket{le="0.025"} 1');
  expect(lines).toContain('fleetlight_http_request_duration_seconds_bucket{le="10"} 1');
  expect(lines).toContain('fleetlight_http_request_duration_seconds_bucket{le="+Inf"} 2');
  expect(lines).toContain("fleetlight_http_request_duration_seconds_sum 20.02");
  expect(lines).toContain("fleetlight_http_request_duration_seconds_count 2");
});

test.runIf(hasPromtool)("promtool has nothing to say against it", async () => {
  countRequest("listThings", 200, 0.02);
  const said = spawnSync("promtool", ["check", "metrics"], {
    input: await prometheusText(latest, requestMeter(), ["makeThing"]),
    encoding: "utf8",
  });
  expect([said.stdout, said.stderr, said.status]).toEqual(["", "", 0]);
});
