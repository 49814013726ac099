import { expect, test } from "vitest";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { killPg } from "./acknowledged/kill-pg.ts";
import { randomFrom } from "./random-from.ts";

test("PostgreSQL that crashes and stops under acknowledged ingest: sockets stay open, nothing acknowledged is lost, nothing stored twice", async () => {
  const result = await inTemporaryFolder((folder) => killPg({ folder, random: randomFrom(4), kills: 3, say: () => {} }));
  expect(result.broken).toEqual([]);
  expect(result.items).toBeGreaterThan(50);
}, 240_000);
