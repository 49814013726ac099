import { expect, test } from "vitest";
import { chooseWindowMs } from "./choose-window.ts";

test.each([
  ["nothing was written yet", 0, 100, 5],
  ["an idle database", 1, 100, 20],
  ["a busy one", 4, 100, 80],
  ["a slow one", 300, 100, 100],
  ["less than the least is allowed", 1, 2, 2],
])("%s", (_name, lastWriteMs, mostMs, expected) => {
  expect(chooseWindowMs(lastWriteMs, mostMs)).toBe(expected);
});
