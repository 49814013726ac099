import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { randomFrom } from "./random-from.ts";
import { restoreDrill } from "./restore-drill/restore-drill.ts";

const folder = mkdtempSync(path.join(tmpdir(), "fleetlight-drill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a backup under load, more writes, the loss of the machine, a restore, and everything sent again: nothing lost, nothing double", async () => {
  const result = await restoreDrill({ folder, random: randomFrom(5), writers: 6, users: 12, before: 24, after: 12, say: () => {} });
  expect(result.broken).toEqual([]);
  expect(result.inBackup).toBeGreaterThanOrEqual(24);
  expect(result.sent).toBeGreaterThan(result.inBackup);
  expect(result.retriedAsDuplicates).toBe(result.inBackup);
}, 420_000);
