import { beforeEach, expect, test, vi } from "vitest";
import { dropPartitions } from "#lib/core/drop-partitions";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const db = testDatabase();
const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;
const days = async () =>
  (await read("select relname from pg_class where relname ~ '^kept_p[0-9]+$' order by 1")).map(({ relname }) => String(relname).slice(-2));
const expired = { parent: "kept", unit: "day", before: fromNoon({ days: -1 }) } as const;

beforeEach(async () => {
  await db.pool.query("drop table if exists kept");
  await db.pool.query("create table kept (at timestamptz not null) partition by range (at)");
  await db.pool.query("select ensure_partitions('kept', 'day', null, $1, $2)", [fromNoon({ days: -4 }), noon]);
});

test("whole days that are over go, and what else belongs to each goes before it", async () => {
  const seen: unknown[] = [];
  const dropped = await dropPartitions(db, {
    ...expired,
    also: async (_tx, end) => void seen.push([end.toISOString().slice(0, 10), await days()]),
  });
  expect(dropped).toBe(3);
  expect(seen).toEqual([
    ["2026-11-17", ["16", "17", "18", "19", "20"]],
    ["2026-11-18", ["17", "18", "19", "20"]],
    ["2026-11-19", ["18", "19", "20"]],
  ]);
  expect(await days()).toEqual(["19", "20"]);
  expect(await dropPartitions(db, expired)).toBe(0);
});

test("one that somebody reads keeps none of the older ones, and goes when it is let go", async () => {
  const reader = await db.pool.connect();
  await reader.query("begin");
  await reader.query("select from kept_p20261118");
  const dropping = dropPartitions(db, expired);
  await vi.waitFor(async () => expect(await days()).toEqual(["18", "19", "20"]), 10_000);
  await reader.query("commit");
  reader.release();
  expect(await dropping).toBe(3);
  expect(await days()).toEqual(["19", "20"]);
}, 20_000);

test("what goes with a day stays when it fails, and so does the day", async () => {
  const failing = dropPartitions(db, {
    ...expired,
    also: async (_tx, end) => {
      if (end.toISOString().startsWith("2026-11-18")) throw new Error("no");
    },
  });
  await expect(failing).rejects.toThrow("no");
  expect(await days()).toEqual(["17", "18", "19", "20"]);
});

test("a run that is stopped goes no further than the day it is at", async () => {
  const stop = new AbortController();
  const stopping = dropPartitions(db, { ...expired, signal: stop.signal, also: async () => stop.abort() });
  await expect(stopping).rejects.toMatchObject({ name: "AbortError" });
  expect(await days()).toEqual(["17", "18", "19", "20"]);
});
