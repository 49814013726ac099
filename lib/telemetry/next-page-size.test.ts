import { expect, test } from "vitest";
import { nextPageSize } from "./next-page-size.ts";

test.each([
  [{ rows: 0, bytes: 0 }, 10],
  [{ rows: 10, bytes: 4_000_000 }, 2],
  [{ rows: 10, bytes: 3_000 }, 500],
])("a reader who cannot take much at once begins with ten: after %o %i", (read, size) => {
  expect(nextPageSize(10_000, read, 10)).toBe(size);
});

test.each([
  ["nothing read yet", 10_000, { rows: 0, bytes: 0 }, 100],
  ["nothing read yet, few wanted", 51, { rows: 0, bytes: 0 }, 51],
  ["ordinary messages", 10_000, { rows: 100, bytes: 30_000 }, 500],
  ["half a megabyte each", 10_000, { rows: 100, bytes: 52_428_800 }, 2],
  ["larger than a page", 10_000, { rows: 1, bytes: 5_000_000 }, 1],
  ["the last ones", 7, { rows: 500, bytes: 150_000 }, 7],
])("%s", (_name, left, read, size) => {
  expect(nextPageSize(left, read)).toBe(size);
});
