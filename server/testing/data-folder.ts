import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** A folder of this test file's own, gone afterwards. It does not exist yet, as for a first start. */
export function testDataFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "fleetlight-life-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "data");
}
