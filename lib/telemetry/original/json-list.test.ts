import { expect, test } from "vitest";
import { jsonList } from "./json-list.ts";

async function* pages(...of: string[][]) {
  yield* of;
}

test.each([
  [[], "[]"],
  [[[]], "[]"],
  [[["1"]], "[1]"],
  [[["1", "2"], [], ["3"]], "[1,2,3]"],
])("%j is %s", async (of, text) => {
  expect((await Array.fromAsync(jsonList(pages(...of)))).join("")).toBe(text);
});
