import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { recordStatusHistory } from "#lib/fleet/record-status-history";
import { addServer, readHistory } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const Any = z.object({});
const at = noon.toISOString();

beforeEach(async () => {
  await db.pool.query("truncate node_server, fleet_watch, fleet_gap restart identity cascade");
  await watch(fromNoon({ days: -1 }), fromNoon({ seconds: -5 }));
});

async function watch(listeningSince: Date, watchedAt: Date): Promise<void> {
  await db.pool.query("delete from fleet_watch");
  await db.rows(sql`insert into fleet_watch (watched_at, listening_since) values (${watchedAt}, ${listeningSince})`, Any);
}
const record = (now: Date, dueAt = noon) => recordStatusHistory(testContext(db, { now }), dueAt);

test("one row per server, exactly on the hour, however late within five minutes", async () => {
  const online = await addServer(db, { lastOnlineAt: fromNoon({ seconds: -30 }) });
  const offline = await addServer(db, { status: "offline", statusReason: "no heartbeat for 1 h" });
  const mended = await addServer(db, { status: "maintenance", statusReason: "maintenance: disks" });
  await watch(fromNoon({ days: -1 }), fromNoon({ minutes: 4, seconds: 50 }));
  expect(await record(fromNoon({ minutes: 5 }))).toEqual({ hour: at, recorded: 3, unknown: 0 });
  expect(await readHistory(db)).toEqual([
    { server: online.id, status: "online", reason: "test", isSnapshot: true, at: noon },
    { server: offline.id, status: "offline", reason: "no heartbeat for 1 h", isSnapshot: true, at: noon },
    { server: mended.id, status: "maintenance", reason: "maintenance: disks", isSnapshot: true, at: noon },
  ]);
});

test("twice and at once is once", async () => {
  await addServer(db, { status: "offline" });
  const results = await Promise.all([record(noon), record(fromNoon({ seconds: 2 })), record(fromNoon({ minutes: 1 }))]);
  expect(results.reduce((sum, result) => sum + result.recorded, 0)).toBe(1);
  expect(await readHistory(db)).toHaveLength(1);
});

test.each([
  { name: "a run that is too late", now: fromNoon({ minutes: 5, seconds: 1 }), dueAt: noon },
  { name: "a run that a person asked for in the middle of the hour", now: fromNoon({ minutes: 37 }), dueAt: fromNoon({ minutes: 37 }) },
])("left out: $name", async ({ now, dueAt }) => {
  await addServer(db, { status: "offline" });
  expect(await record(now, dueAt)).toEqual({ hour: at, recorded: 0, unknown: 0, leftOut: "more than 5 minutes late" });
  expect(await readHistory(db)).toEqual([]);
});

test("left out: an hour in a gap of our own, written down or not noticed yet", async () => {
  await addServer(db, { status: "offline" });
  const away = { hour: at, recorded: 0, unknown: 0, leftOut: "nobody was listening on the hour" };
  await db.rows(sql`insert into fleet_gap values (${fromNoon({ hours: -1 })}, ${fromNoon({ minutes: 3 })})`, Any);
  expect(await record(fromNoon({ minutes: 4 }))).toEqual(away);
  await db.pool.query("delete from fleet_gap");
  await watch(fromNoon({ days: -1 }), fromNoon({ seconds: -61 }));
  expect(await record(noon)).toEqual(away);
});

test("a gap that ended on the hour leaves the hour known", async () => {
  await addServer(db, { status: "offline" });
  await db.rows(sql`insert into fleet_gap values (${fromNoon({ hours: -1 })}, ${noon})`, Any);
  expect(await record(noon)).toMatchObject({ recorded: 1 });
});

test("silent beyond the time-out: offline if somebody listened, unknown and left out if nobody did", async () => {
  const silent = await addServer(db, { lastOnlineAt: fromNoon({ seconds: -305 }) });
  const heard = await addServer(db, { lastOnlineAt: fromNoon({ seconds: -20 }) });
  await watch(fromNoon({ seconds: -30 }), fromNoon({ seconds: -5 }));
  expect(await record(noon)).toEqual({ hour: at, recorded: 1, unknown: 1 });
  expect((await readHistory(db)).map((row) => row.server)).toEqual([heard.id]);
  await watch(fromNoon({ days: -1 }), fromNoon({ seconds: -5 }));
  expect(await record(noon)).toEqual({ hour: at, recorded: 1, unknown: 0 });
  expect((await readHistory(db))[0]).toMatchObject({ server: silent.id, status: "offline", reason: "no heartbeat for 5 min 5 s" });
});

test("a server that did not exist on the hour is not in it", async () => {
  await addServer(db, { status: "offline", createdAt: fromNoon({ seconds: 1 }) });
  await watch(fromNoon({ days: -1 }), fromNoon({ minutes: 1, seconds: 50 }));
  expect(await record(fromNoon({ minutes: 2 }))).toEqual({ hour: at, recorded: 0, unknown: 0 });
});
