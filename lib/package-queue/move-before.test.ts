import fc from "fast-check";
import { expect, test } from "vitest";
import { moveBefore } from "./move-before.ts";

const order = ["a", "b", "c", "d"];

test.each([
  ["c", "a", "cabd"],
  ["a", "c", "bacd"],
  ["a", null, "bcda"],
  ["d", null, "abcd"],
  ["b", "c", "abcd"],
  ["b", "b", "abcd"],
])("%s before %s is %s", (id, before, moved) => {
  expect(moveBefore(order, id, before).join("")).toBe(moved);
});

test("nothing is lost or doubled, and the others keep their order", () => {
  const places = fc
    .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 })
    .chain((ids) => fc.tuple(fc.constant(ids), fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids))));
  fc.assert(
    fc.property(places, ([ids, id, before]) => {
      const moved = moveBefore(ids, id, before);
      expect(moved.filter((other) => other !== id)).toEqual(ids.filter((other) => other !== id));
      expect(moved).toHaveLength(ids.length);
      if (before !== id) expect(moved[moved.indexOf(id) + 1] ?? null).toBe(before);
    }),
  );
});
