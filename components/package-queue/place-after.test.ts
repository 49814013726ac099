import { expect, test } from "vitest";
import { placeAfter } from "./place-after.ts";

const order = ["a", "b", "c", "d"];

test.each([
  ["a", "first", undefined],
  ["a", "up", undefined],
  ["a", "down", "c"],
  ["a", "last", null],
  ["c", "first", "a"],
  ["c", "up", "b"],
  ["c", "down", null],
  ["d", "up", "c"],
  ["d", "down", undefined],
  ["d", "last", undefined],
] as const)("%s goes %s: before %s", (id, move, before) => expect(placeAfter(order, id, move)).toBe(before));
