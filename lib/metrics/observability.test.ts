import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requestMeter } from "#lib/http/request-meter";
import { prometheusText } from "./prometheus-text.ts";
import { telemetryMetrics } from "./telemetry-metrics.ts";
import { hasPromtool } from "./testing/promtool.ts";

const folder = "public/observability";
const files = readdirSync(folder);

/** What `GET /metrics` names, with the parts of a histogram. */
async function exposedNames(): Promise<Set<string>> {
  const text = await prometheusText([], requestMeter(), ["getThing"], telemetryMetrics([]));
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? ["_bucket", "_sum", "_count"].map((part) => name + part) : [name],
  );
  return new Set(names);
}

test.each(files)("%s uses names that exist only", async (file) => {
  const text = readFileSync(`${folder}/${file}`, "utf8");
  // Names with a colon are recorded by the rules themselves.
  const used = [...text.matchAll(/\bfleetlight_\w+/g)].map(([name]) => name);
  const exposed = await exposedNames();
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter((name) => !exposed.has(name))).toEqual([]);
});

test("what rules read of themselves is recorded", () => {
  const text = readFileSync(`${folder}/prometheus-rules.yml`, "utf8");
  const recorded = [...text.matchAll(/record: (fleetlight:\S+)/g)].map(([, name]) => name);
  const read = [...text.matchAll(/(?<!record: )\bfleetlight:[\w:]+/g)].map(([name]) => name);
  expect(read.filter((name) => !recorded.includes(name))).toEqual([]);
});

test("every panel of the dashboard asks something, and lies beside the others", () => {
  const { panels } = JSON.parse(readFileSync(`${folder}/grafana-fleetlight.json`, "utf8")) as {
    panels: { id: number; type: string; targets?: { expr: string }[]; gridPos: { x: number; y: number } }[];
  };
  expect(panels.filter(({ type, targets }) => type !== "row" && !targets?.length)).toEqual([]);
  expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test.runIf(hasPromtool).each([
  ["check", `${folder}/prometheus-rules.yml`],
  ["test", "lib/metrics/testing/prometheus-rules.test.yml"],
])("promtool %s rules %s", (verb, file) => {
  const said = spawnSync("promtool", [verb, "rules", file], { encoding: "utf8" });
  expect([said.stderr, said.status]).toEqual(["", 0]);
});
