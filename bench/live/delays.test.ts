import { expect, test } from "vitest";
import { delaysOf } from "./delays.ts";

const change = { row: "7", status: "offline" as const, at: 1_000, knownAt: 1_002 };
const heard = [{ row: "7", status: "offline", at: 1_004 }];
const shown = { row: "7", word: "Offline", domAt: 1_006, paintedAt: 1_015 };

test("the first time after COMMIT that the row shows the word", () => {
  const before = { ...shown, domAt: 900, paintedAt: 910 };
  const again = { ...shown, domAt: 2_000, paintedAt: 2_010 };
  const others = [
    { ...shown, row: "8", domAt: 1_001 },
    { ...shown, word: "Online", domAt: 1_002 },
  ];
  expect(delaysOf([change], { heard, seen: [before, ...others, shown, again] })).toEqual([
    { knownMs: 2, heardMs: 4, domMs: 6, paintedMs: 15 },
  ]);
});

test.each([
  ["not in the document", { heard, seen: [] }],
  ["in the document and not painted", { heard, seen: [{ ...shown, paintedAt: 0 }] }],
  ["never told", { heard: [], seen: [shown] }],
])("%s: not yet", (_, notes) => {
  expect(delaysOf([change], notes)).toBeUndefined();
});
