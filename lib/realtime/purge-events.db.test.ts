import { expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { purgeEvents } from "#lib/realtime/purge-events";
import { readEvents, readLogSpan } from "#lib/realtime/read-events";

const db = testDatabase();

test("events from before an instant go, in batches; the newest stays whatever its age", async () => {
  expect(await readLogSpan(db)).toEqual({ oldest: 0n, newest: 0n });
  const ages = [-30, -26, -25, -24, -23, -1];
  await transaction(db, async (tx) => {
    for (const hours of ages) publish(tx, fromNoon({ hours }), "usage:updated", ["permission:usage:read"], {});
  });
  expect(await purgeEvents(db, fromNoon({ hours: -24 }), { batchSize: 2 })).toBe(3);
  expect((await readEvents(db, { after: 0n, limit: 10 })).map(({ seq }) => seq)).toEqual([4n, 5n, 6n]);
  expect(await purgeEvents(db, fromNoon({ days: 8 }))).toBe(2);
  expect(await readLogSpan(db)).toEqual({ oldest: 6n, newest: 6n });
  expect(await purgeEvents(db, fromNoon({ days: 8 }))).toBe(0);
});

test("only the events of one's rooms, after and up to a number", async () => {
  await transaction(db, async (tx) => {
    for (const room of ["user:a", "user:b", "user:a"] as const) publish(tx, noon, "usage:updated", [room, "permission:usage:read"], {});
  });
  const { newest } = await readLogSpan(db);
  const read = (rooms: ("user:a" | "user:b" | "user:c")[], upTo = newest) => readEvents(db, { after: newest - 3n, upTo, rooms, limit: 10 });
  expect((await read(["user:a"])).map(({ seq }) => newest - seq)).toEqual([2n, 0n]);
  expect((await read(["user:b", "user:c"])).map(({ seq }) => newest - seq)).toEqual([1n]);
  expect((await read(["user:a"], newest - 1n)).map(({ seq }) => newest - seq)).toEqual([2n]);
  expect(await read(["user:c"])).toEqual([]);
});
