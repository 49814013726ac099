import { expect, test } from "vitest";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { killApp } from "./acknowledged/kill-app.ts";
import { randomFrom } from "./random-from.ts";

test("a process that is killed during acknowledged ingest, over and over: nothing acknowledged is lost, nothing stored twice", async () => {
  const result = await inTemporaryFolder((folder) =>
    killApp({ folder, random: randomFrom(3), kills: 3, livesMs: [100, 1_000], say: () => {} }),
  );
  expect(result.broken).toEqual([]);
  expect(result.items).toBeGreaterThan(50);
  expect(result.firstMs).toHaveLength(3);
}, 240_000);
