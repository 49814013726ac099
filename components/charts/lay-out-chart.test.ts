import { describe, expect, test } from "vitest";
import type { ChartData, ChartSeries } from "./chart-data.ts";
import { layOutChart } from "./lay-out-chart.ts";

const buckets = [0, 10, 20, 30].map((fromMs) => ({ fromMs, untilMs: fromMs + 10 }));
const series = (key: string, kind: ChartSeries["kind"], values: (number | null)[], stack = "one"): ChartSeries => ({
  key,
  label: key,
  color: key,
  kind,
  stack,
  values,
  words: () => ({ short: "" }),
});
const chart = (...all: ChartSeries[]): ChartData => ({ fromMs: 0, toMs: 40, buckets, series: all, unit: "count" });
const none = new Set<string>();

describe("layOutChart", () => {
  test("bars of one stack lie on each other", () => {
    const { yTicks, shapes } = layOutChart(chart(series("a", "bar", [1, 0, 0, 0]), series("b", "bar", [3, 0, 0, 0])), none);
    expect(yTicks).toEqual([0, 1, 2, 3, 4]);
    expect(shapes.map((shape) => shape.fill)).toEqual(["M30 1000V750H220V1000Z", "M30 750V0H220V750Z"]);
  });
  test("bars of two stacks stand side by side", () => {
    const { shapes } = layOutChart(chart(series("a", "bar", [4, 0, 0, 0], "raw"), series("b", "bar", [4, 0, 0, 0], "billed")), none);
    expect(shapes.map((shape) => shape.fill)).toEqual(["M35 1000V0H120V1000Z", "M130 1000V0H215V1000Z"]);
  });
  test("a hidden series gives up its place and the scale", () => {
    const { yTicks, shapes } = layOutChart(chart(series("a", "bar", [90, 0, 0, 0]), series("b", "bar", [4, 0, 0, 0])), new Set(["a"]));
    expect(yTicks.at(-1)).toBe(4);
    expect(shapes.map((shape) => shape.key)).toEqual(["b"]);
  });
  test("a gap interrupts an area; it is not drawn as zero", () => {
    const [shape] = layOutChart(chart(series("a", "area", [4, null, 4, 4])), none).shapes;
    expect(shape?.line).toBe("M0 0L125 0L250 0M500 0L625 0L875 0L1000 0");
    expect(shape?.fill.match(/Z/g)).toHaveLength(2);
  });
  test("a line is not filled and not stacked", () => {
    const { yTicks, shapes } = layOutChart(chart(series("a", "area", [4, 4, 4, 4]), series("b", "line", [2, 2, 2, 2])), none);
    expect(yTicks.at(-1)).toBe(4);
    expect(shapes[1]).toMatchObject({ fill: "", line: "M0 500L125 500L375 500L625 500L875 500L1000 500" });
  });
  test("an area lies on the one before", () => {
    const { shapes } = layOutChart(chart(series("a", "area", [1, 1, 1, 1]), series("b", "area", [3, 3, 3, 3])), none);
    expect(shapes[1]?.fill).toContain("L1000 750");
  });
  test("stacked areas have no outline, one alone has", () => {
    const both = chart(series("a", "area", [1, 1, 1, 1]), series("b", "area", [3, 3, 3, 3]));
    expect(layOutChart(both, none).shapes.map(({ isStacked, line }) => [isStacked, line])).toEqual([
      [true, ""],
      [true, ""],
    ]);
    expect(layOutChart(both, new Set(["a"])).shapes[0]).toMatchObject({ isStacked: false, line: expect.stringMatching(/^M/) });
  });
  test("nothing to draw is an empty plot", () => expect(layOutChart(chart(), none).shapes).toEqual([]));
});
