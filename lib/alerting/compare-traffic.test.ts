import { expect, test } from "vitest";
import { compareTraffic, type TrafficLimit } from "./compare-traffic.ts";

const limit: TrafficLimit = { direction: "both", percent: 50, minimumBytes: 1_000 };

test.each<[string, number, number[], Partial<TrafficLimit>, string, number | null]>([
  ["half of the mean is a drop", 1_000, [1_500, 2_500], {}, "true", -50],
  ["a little less is none", 1_100, [2_000], {}, "false", -45],
  ["half as much again is a spike", 3_000, [2_000], {}, "true", 50],
  ["a spike is no drop", 9_000, [2_000], { direction: "drop" }, "false", 350],
  ["a drop is no spike", 0, [2_000], { direction: "spike" }, "false", -100],
  ["too little on both sides", 10, [900], {}, "false", -98.9],
  ["out of nothing is a spike without a figure", 5_000, [0, 0], {}, "true", null],
  ["out of nothing is no drop", 5_000, [0], { direction: "drop" }, "false", null],
  ["no earlier day: nothing is known", 5_000, [], {}, "no_data", null],
])("%s", (_, bytes, earlier, change, observation, value) => {
  expect(compareTraffic(bytes, earlier, { ...limit, ...change })).toMatchObject({ observation, value });
});

test("says both figures in words", () => {
  expect(compareTraffic(2 ** 30, [4 * 2 ** 30], limit).message).toBe(
    "1.00 GiB in the last full hour, 4.00 GiB on average at this hour of 1 earlier day (-75 %)",
  );
});
