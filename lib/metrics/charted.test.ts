import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metrics } from "./catalogue.ts";

/** The browser's list of charts is text here: lib imports no components. */
const page = readFileSync("components/metrics/metric-charts.ts", "utf8");
const charts = [...page.matchAll(/metrics: \[([^\]]+)\]/g)].map(([, list = ""]) =>
  [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name),
);

test("the page charts metrics that exist, each chart of one unit", () => {
  expect(charts.length).toBeGreaterThan(15);
  expect(charts.flat().filter((name) => !metrics.has(name))).toEqual([]);
  expect(charts.filter((names) => new Set(names.map((name) => metrics.get(name)?.unit)).size !== 1)).toEqual([]);
});
