import { expect, test } from "vitest";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { pgAway } from "./acknowledged/pg-away.ts";
import { randomFrom } from "./random-from.ts";

test("a database that is away for a while: refused in time, named by health, and everything well soon after", async () => {
  const result = await inTemporaryFolder((folder) => pgAway({ folder, random: randomFrom(6), awayMs: 6_000, say: () => {} }));
  expect(result.broken).toEqual([]);
  expect(result.items).toBeGreaterThan(50);
}, 240_000);
