import { expect, test, vi } from "vitest";
import { prepared } from "#lib/core/prepared";
import { sql } from "#lib/core/sql";

test("what one copy of the module marks another one sees, as between Next's bundle and the server", async () => {
  const [query, unmarked] = [prepared(sql`select 1`), sql`select 1`];
  vi.resetModules();
  const other = await import("#lib/core/prepared");
  expect(other.prepared).not.toBe(prepared);
  expect([other.isPrepared(query), other.isPrepared(unmarked)]).toEqual([true, false]);
});
