import { describe, expect, test } from "vitest";
import type { AggregateType } from "./feed-request.ts";
import { aggregate, SpanAggregator, type TimedFrame } from "./span-aggregator.ts";

describe("one number of many", () => {
  test.each<[AggregateType, number[], number]>([
    ["mean", [1, 2, 4], 2],
    ["mean", [1, 2], 2],
    ["mean", [7], 7],
    ["min", [3, 1, 2], 1],
    ["max", [3, 1, 2], 3],
    ["median", [3, 1, 2], 2],
    ["median", [10, 40, 20, 30], 25],
    ["median", [7], 7],
    ["percentile90", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 9],
    ["percentile90", [100, 200, 300, 1_000], 790],
    ["percentile90", [7], 7],
    ["max", [0], 0],
  ])("%s of %j is %i", (type, times, expected) => {
    expect(aggregate(type, times)).toBe(expected);
  });
});

/** `babe.init 12:00:01.5 100` */
function frame(text: string): TimedFrame {
  const [span = "", at = "", time = ""] = text.split(" ");
  const [target, name] = span.split(".");
  return {
    createdAt: `2026-11-20T${at.padEnd(15, at.includes(".") ? "0" : ".000000").slice(0, 15)}Z`,
    logs: JSON.stringify({ msg: "tracing.profiling", target, name, time }),
  };
}
const words = (spans: ReturnType<SpanAggregator["take"]>) =>
  spans.map(({ target, name, time, created_at: at }) => `${target}.${name} ${at.slice(11, 19)} ${time}`);

test("an interval is told when a later one begins, by target and name", () => {
  const aggregator = new SpanAggregator({ type: "mean", intervalS: 2 });
  aggregator.add(["babe.init 12:00:00 100", "babe.init 12:00:01.999999 300", "system.get 12:00:01 5"].map(frame), 0);
  expect(words(aggregator.take(0))).toEqual([]);
  aggregator.add([frame("babe.init 12:00:02 7")], 10);
  expect(aggregator.take(10)).toEqual([
    { time: 200, name: "init", target: "babe", values: "", created_at: "2026-11-20T12:00:00.000000Z" },
    { time: 5, name: "get", target: "system", values: "", created_at: "2026-11-20T12:00:00.000000Z" },
  ]);
  expect(aggregator.take(10)).toEqual([]);
});

test("the last one is told when nothing more came for as long as it lasts", () => {
  const aggregator = new SpanAggregator({ type: "max", intervalS: 2 });
  aggregator.add([frame("babe.init 12:00:00 1")], 1_000);
  aggregator.add([frame("babe.init 12:00:01 9")], 2_500);
  expect(words(aggregator.take(4_499))).toEqual([]);
  expect(words(aggregator.take(4_500))).toEqual(["babe.init 12:00:00 9"]);
});

test("what comes late is told too, as a further number of its interval", () => {
  const aggregator = new SpanAggregator({ type: "min", intervalS: 1 });
  aggregator.add(["babe.init 12:00:00 5", "babe.init 12:00:03 5"].map(frame), 0);
  expect(words(aggregator.take(0))).toEqual(["babe.init 12:00:00 5"]);
  aggregator.add([frame("babe.init 12:00:00 3")], 1);
  expect(words(aggregator.take(1))).toEqual(["babe.init 12:00:00 3"]);
});

test("several intervals at once come in order", () => {
  const aggregator = new SpanAggregator({ type: "median", intervalS: 1 });
  aggregator.add(["a.x 12:00:05 5", "a.x 12:00:01 1", "a.x 12:00:03 3"].map(frame), 0);
  expect(words(aggregator.take(0))).toEqual(["a.x 12:00:01 1", "a.x 12:00:03 3"]);
});

test("either envelope; what is no duration does not count, but its time does", () => {
  const aggregator = new SpanAggregator({ type: "mean", intervalS: 1 });
  const createdAt = "2026-11-20T12:00:00.000000Z";
  aggregator.add(
    [
      { createdAt, logs: '{"id":1,"payload":{"msg":"tracing.profiling","target":"t","name":"n","time":760}}' },
      { createdAt, logs: '{"msg":"tracing.profiling","target":"t","name":"n","time":"soon"}' },
      { createdAt, logs: '{"msg":"tracing.profiling","target":"t","time":"1"}' },
      { createdAt, logs: "[]" },
      { createdAt: "2026-11-20T12:00:01.000000Z", logs: '{"msg":"tracing.profiling"}' },
    ],
    0,
  );
  expect(words(aggregator.take(0))).toEqual(["t.n 12:00:00 760"]);
});
