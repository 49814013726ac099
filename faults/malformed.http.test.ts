import { expect, test } from "vitest";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { malformed } from "./malformed/malformed.ts";
import { randomFrom } from "./random-from.ts";

test("bad frames and bodies between good ones: no crash, no 5xx, every good one stored", async () => {
  const result = await inTemporaryFolder((folder) =>
    malformed({ folder, random: randomFrom(11), frames: 400, bodies: 300, say: () => {} }),
  );
  expect(result.broken).toEqual([]);
  expect([result.badFrames >= 400, result.badBodies]).toEqual([true, 300]);
  expect(result.goodMessages).toBeGreaterThan(5);
  expect(result.goodItems).toBeGreaterThan(20);
}, 240_000);
