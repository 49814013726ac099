import { expect, test } from "vitest";
import { mostLines, prepareCapacityChart } from "./prepare-capacity-chart.ts";

const dayMs = 86_400_000;
const startMs = Date.parse("2026-11-01T00:00:00Z");
const day = (index: number) => new Date(startMs + index * dayMs).toISOString();
const point = (index: number, used: number) => ({ at: day(index), totalBytes: "1000", usedBytes: String(used) });
const name = (id: string) => `Repository ${id}`;

test("each point holds until the next, the last one to the end", () => {
  const data = prepareCapacityChart(
    { start: day(0), end: day(3), items: [{ repositoryId: "a", points: [point(0, 100), point(1, 200), point(2, 305)] }] },
    name,
  );
  expect(data.buckets.map(({ fromMs, untilMs }) => [(fromMs - startMs) / dayMs, (untilMs - startMs) / dayMs])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(data.series.map(({ label, values }) => [label, values])).toEqual([["Repository a", [10, 20, 30.5]]]);
  expect(data.series[0]?.words(2)).toEqual({ short: "30.5 %", exact: "305 B of 1000 B" });
});

test("a silence is a gap, and one repository's silence too", () => {
  const data = prepareCapacityChart(
    {
      start: day(0),
      end: day(21),
      items: [
        { repositoryId: "a", points: [point(0, 900), point(1, 900), point(2, 900), point(20, 900)] },
        { repositoryId: "b", points: [point(0, 100), point(2, 100)] },
      ],
    },
    name,
  );
  expect(data.series.map(({ values }) => values)).toEqual([
    [90, 90, 90, null, 90],
    [10, null, 10, null, null],
  ]);
  expect(data.series[1]?.words(1)).toEqual({ short: "not reported" });
});

test("the fullest are drawn, the fullest first", () => {
  const items = Array.from({ length: 9 }, (_, index) => ({ repositoryId: String(index), points: [point(0, index * 10)] }));
  const { series } = prepareCapacityChart({ start: day(0), end: day(1), items }, name);
  expect(series.map(({ key }) => key)).toEqual(["8", "7", "6", "5", "4", "3"]);
  expect(series).toHaveLength(mostLines);
});

test("nothing measured is an empty chart", () => {
  expect(prepareCapacityChart({ start: day(0), end: day(1), items: [] }, name)).toMatchObject({ buckets: [], series: [] });
});
