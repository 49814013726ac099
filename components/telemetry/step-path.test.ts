import { expect, test } from "vitest";
import { stepPath } from "./step-path.ts";

const box = { fromMs: 0, toMs: 100, width: 100, height: 20 };

test.each([
  ["nothing", [], ""],
  ["one value holds to the end, in the middle", [{ atMs: 20, value: 7 }], "M20 10H100"],
  [
    "values below zero have their place",
    [
      { atMs: 0, value: -2_147_483_648 },
      { atMs: 50, value: 0 },
    ],
    "M0 20H50V0H100",
  ],
  [
    "what began before the range begins at its edge",
    [
      { atMs: -50, value: 1 },
      { atMs: 25, value: 3 },
      { atMs: 75, value: 2 },
    ],
    "M0 20H25V0H75V10H100",
  ],
])("%s", (_, steps, path) => expect(stepPath(steps, box)).toBe(path));

test("a range without length is nothing", () => expect(stepPath([{ atMs: 0, value: 1 }], { ...box, toMs: 0 })).toBe(""));
