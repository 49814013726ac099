import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { ingestTransaction } from "#lib/core/transaction";
import { forgetIds, takeIds } from "#lib/telemetry/take-ids";

const db = testDatabase();
beforeEach(forgetIds);

const take = (count: number) =>
  ingestTransaction(db, async (tx) => {
    const idAt = await takeIds(tx, "substrate_logs_id_seq", count);
    return Array.from({ length: count }, (_, index) => idAt(index));
  });

test("ids are given once, whole blocks at a time, and rise", async () => {
  const first = await take(3);
  const second = await take(8_192);
  const third = await take(20_000);
  const all = [...first, ...second, ...third];
  expect(new Set(all).size).toBe(all.length);
  expect(all.toSorted((a, b) => a - b)).toEqual(all);
  expect((await db.pool.query("select last_value::int from substrate_logs_id_seq")).rows).toEqual([{ last_value: 3 * 8_192 + 1 }]);
  expect(await take(0)).toEqual([]);
});

test("after a failure what is left of a block is not used", async () => {
  const [before = 0] = await take(1);
  forgetIds();
  expect((await take(1))[0]).toBeGreaterThan(before + 1);
});
