import { expect, test } from "vitest";
import { countOf, sumOf } from "./sum-of-counts.ts";

const basic = { series: "a", name: "Basic", inQueue: 1, active: 2, consumed: 3, cancelled: 4 };
const large = { series: "b", name: "Large", inQueue: 10, active: 20, consumed: 30, cancelled: 40 };

test("sums every status", () => expect(sumOf([basic, large])).toEqual({ inQueue: 11, active: 22, consumed: 33, cancelled: 44 }));

test.each([
  ["in_queue", 1],
  ["active", 2],
  ["consumed", 3],
  ["cancelled", 4],
  [null, 10],
] as const)("%s of Basic are %d", (status, count) => expect(countOf(basic, status)).toBe(count));
