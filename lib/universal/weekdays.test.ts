import { expect, test } from "vitest";
import { daysInWords } from "./weekdays.ts";

test.each<[number[], string]>([
  [[], ""],
  [[7], "Sunday"],
  [[7, 6], "Saturday and Sunday"],
  [[1, 2], "Monday and Tuesday"],
  [[5, 1, 3], "Monday, Wednesday and Friday"],
  [[1, 2, 3, 4, 5], "Monday to Friday"],
  [[1, 2, 3, 5], "Monday, Tuesday, Wednesday and Friday"],
  [[1, 1], "Monday"],
  [[0, 8, 2], "Tuesday"],
  [[1, 2, 3, 4, 5, 6, 7], "every day"],
])("%j: %s", (days, words) => {
  expect(daysInWords(days)).toBe(words);
});
