import { expect, test } from "vitest";
import { changeTone, changeWords } from "./compare-words.ts";

test.each([
  [100, 112.5, "+12.5 %", "bad"],
  [100, 90, "−10.0 %", "ok"],
  [100, 103, "+3.0 %", "unknown"],
  [100, 100.01, "±0 %", "unknown"],
  [0, 5, null, "unknown"],
  [null, 5, null, "unknown"],
  [5, null, null, "unknown"],
] as const)("from %s to %s is %s, %s", (a, b, words, tone) => expect([changeWords(a, b), changeTone(a, b)]).toEqual([words, tone]));
