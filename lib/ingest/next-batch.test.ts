import { expect, test } from "vitest";
import { nextBatch } from "./next-batch.ts";

const item = (id: string, bytes = 1) => ({ id, payload: "x".repeat(bytes) });
const sizes = (items: { id: string; payload: string }[]) => {
  const found: number[] = [];
  for (let rest = items; rest.length > 0; ) {
    const batch = nextBatch(rest);
    found.push(batch.length);
    rest = rest.slice(batch.length);
  }
  return found;
};

test.each([
  ["nothing", [], []],
  ["what fits", [item("a"), item("b")], [2]],
  ["many", Array.from({ length: 1_001 }, (_, index) => item(String(index))), [500, 500, 1]],
  ["much", [item("a", 200_000), item("b", 200_000), item("c", 1)], [1, 2]],
  ["one that is too much by itself", [item("a", 2 ** 20), item("b")], [1, 1]],
  ["an id that comes again", [item("a"), item("b"), item("a"), item("a")], [2, 1, 1]],
])("%s", (_name, items, expected) => expect(sizes(items)).toEqual(expected));
