import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Api } from "#e2e/fixtures/api";
import { ownServer, sharedServer } from "#e2e/fixtures/http";
import { runJob } from "#e2e/fixtures/run-job";
import { metrics } from "./catalogue.ts";
import { prometheusName } from "./prometheus-name.ts";
import { hasPromtool } from "./testing/promtool.ts";

const Key = z.object({ key: z.string() });
const Current = z.object({
  at: z.iso.datetime(),
  system: z.object({ cpuUsagePercent: z.number(), memoryTotalBytes: z.string(), loadAverage: z.array(z.number()).length(3) }),
  process: z.object({ residentBytes: z.string(), uptimeSeconds: z.number() }),
  api: z.object({ requestRate: z.number(), latencyMs: z.object({ p50: z.number() }) }),
  fleet: z.object({ servers: z.number() }),
  hosts: z.array(z.object({ host: z.string() })),
  processes: z.array(z.object({ process: z.string() })),
});

let own: Awaited<ReturnType<typeof ownServer>>;
let api: Api;
beforeAll(async () => {
  own = await ownServer({ env: { FLEETLIGHT_METRICS_PUBLIC: "true" } });
  api = new Api(own.url, own.adminKey);
}, 120_000);
afterAll(() => own.stop());

const keyOf = async (on: Api, permissions: string[]) =>
  on.as((await on.must(Key, "POST", "/api/v1/admin/api-keys", { name: `metrics ${crypto.randomUUID()}`, permissions })).key);

test("real values of this host, this process and the requests of this test", async () => {
  const reader = await keyOf(api, ["monitoring:read"]);
  // What needs two looks, 10 s apart, is known with the second.
  await expect
    .poll(
      async () => {
        await runJob(api, "metrics.collect");
        return Current.safeParse((await reader.get("/api/v1/monitoring/metrics")).json).error?.issues ?? [];
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toEqual([]);
  const current = await reader.must(Current, "GET", "/api/v1/monitoring/metrics");
  expect([current.hosts.length, current.processes.length, current.fleet.servers]).toEqual([1, 1, 0]);
  expect(current.api.requestRate).toBeGreaterThan(0);
  const History = z.object({
    tier: z.string(),
    series: z.array(z.object({ points: z.array(z.object({ avg: z.number() })).min(1) })).length(1),
  });
  await reader.must(History, "GET", "/api/v1/monitoring/metrics/history?name=process.residentBytes");
}, 120_000);

test("Prometheus reads every metric; operations are there before they were asked for", async () => {
  const { status, headers, text } = await api.as(undefined).get("/metrics");
  expect([status, headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  for (const { name, unit } of metrics.values()) expect(text).toContain(`# TYPE ${prometheusName(name, unit).name} gauge`);
  expect(text).toContain('fleetlight_http_requests_total{operation="deleteNodeServer",status="5xx"} 0');
  // Of the one process there is, exactly as it is now.
  expect(text).toMatch(/fleetlight_telemetry_messages_dropped_total\{process="[^"]+",reason="bad_json"\} 0/);
  for (const name of ["substrate_message_count", "nodes_connected_count", "current_feed_connections"])
    expect(text).toMatch(new RegExp(`^${name} 0$`, "m"));
  for (const name of ["requests", "bytes_received", "bytes_sent", "total_mem", "used_mem"])
    expect(text).toMatch(new RegExp(`^${name} [1-9]`, "m"));
  expect(text).toMatch(/fleetlight_http_requests_total\{operation="showMetrics",status="2xx"\} [1-9]/);
});

test.runIf(hasPromtool)("promtool has nothing to say against what a server answers", async () => {
  const { text } = await api.get("/metrics");
  const said = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
  expect([said.stderr, said.status]).toEqual(["", 0]);
});

test("a key with monitoring:read, unless the environment opens it", async () => {
  const { api: closed } = sharedServer();
  const statuses = [closed.as(undefined), await keyOf(closed, ["fleet:read"]), await keyOf(closed, ["monitoring:read"])].map(
    async (who) => (await who.get("/metrics")).status,
  );
  expect(await Promise.all(statuses)).toEqual([401, 403, 200]);
});

test("the dashboard and the rules are there to fetch", async () => {
  const stranger = api.as(undefined);
  expect(await stranger.get("/observability/grafana-fleetlight.json")).toMatchObject({ status: 200, json: { title: "Fleetlight" } });
  expect((await stranger.get("/observability/prometheus-rules.yml")).text).toContain("alert: FleetlightDown");
});
