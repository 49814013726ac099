import { expect, test } from "vitest";
import type { JobRunStatus } from "#lib/jobs/schema";
import { prepareRunStrip, stripHeight, stripWidth, stripWords } from "./prepare-run-strip.ts";

const runs = (...statuses: JobRunStatus[]) => statuses.map((status, index) => ({ status, dueAt: `t${index}`, durationMs: null }));

test("oldest at the start, the newest at the end, each status of its own height", () => {
  const cells = prepareRunStrip(runs("running", "failed", "succeeded", "queued"));
  expect(cells.map(({ status }) => status)).toEqual(["queued", "succeeded", "failed", "running"]);
  expect(cells.map(({ x }) => x)).toEqual([131, 136, 141, 146]);
  expect(new Set(cells.map(({ y, height }) => y + height))).toEqual(new Set([stripHeight]));
  expect(cells.map(({ height }) => height)).toEqual([4, 12, 20, 12]);
});

test("no more than fit", () => {
  const cells = prepareRunStrip(runs(...Array<JobRunStatus>(40).fill("succeeded")));
  expect(cells).toHaveLength(30);
  expect(cells.every(({ x }) => x >= 0 && x < stripWidth)).toBe(true);
});

test.each<[JobRunStatus[], string]>([
  [[], "none yet"],
  [["queued"], "1 open"],
  [["succeeded"], "one, well"],
  [["running", "succeeded", "succeeded"], "all 2 well"],
  [["succeeded", "failed", "succeeded"], "1 of 3 failed"],
])("%j is %s", (statuses, words) => {
  expect(stripWords(runs(...statuses))).toBe(words);
});
