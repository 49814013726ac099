import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { refreshServerStatus } from "#lib/fleet/refresh-server-status";
import { addClient, addServer, givePackage, readEvents, readHistory } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const Any = z.object({});

beforeEach(async () => {
  await db.pool.query("truncate node_server, fleet_watch, fleet_gap, event_log, package_queue, package, app_user restart identity cascade");
});

/** We have listened since yesterday and looked 15 s ago. */
async function listening(since = fromNoon({ days: -1 }), watchedAt = fromNoon({ seconds: -15 })): Promise<void> {
  await db.rows(sql`insert into fleet_watch (watched_at, listening_since) values (${watchedAt}, ${since})`, Any);
}
const refresh = (now = noon) => refreshServerStatus(testContext(db, { now }));
const statusOf = async (id: number) => {
  const Row = z.object({ status: z.string(), status_reason: z.string(), status_changed_at: z.date() });
  const [row] = await db.rows(sql`select status, status_reason, status_changed_at from node_server where id = ${id}`, Row);
  return row && [row.status, row.status_reason, row.status_changed_at];
};

test("silent servers go offline, heard ones come back, maintenance stays, in one run", async () => {
  await listening();
  const silent = await addServer(db, { lastOnlineAt: fromNoon({ seconds: -312 }) });
  const heard = await addServer(db, { status: "offline", lastOnlineAt: fromNoon({ seconds: -2 }) });
  const steady = await addServer(db, { lastOnlineAt: fromNoon({ seconds: -299 }) });
  const mended = await addServer(db, { status: "maintenance", lastOnlineAt: fromNoon({ days: -3 }) });
  const over = await addServer(db, { status: "maintenance", lastOnlineAt: fromNoon({ seconds: -9 }), maintenanceUntil: noon });
  expect(await refresh()).toEqual({ online: 2, offline: 1, held: 0 });
  expect(await statusOf(silent.id)).toEqual(["offline", "no heartbeat for 5 min 12 s", noon]);
  expect(await statusOf(heard.id)).toEqual(["online", "heartbeat received", noon]);
  expect(await statusOf(steady.id)).toMatchObject(["online", "test", {}]);
  expect(await statusOf(mended.id)).toMatchObject(["maintenance", "test", {}]);
  expect(await statusOf(over.id)).toEqual(["online", "maintenance ended, heartbeat received", noon]);
  expect((await readHistory(db)).map(({ server, status, isSnapshot, at }) => [server, status, isSnapshot, at])).toEqual([
    [silent.id, "offline", false, noon],
    [heard.id, "online", false, noon],
    [over.id, "online", false, noon],
  ]);
  expect(await refresh()).toEqual({ online: 0, offline: 0, held: 0 });
});

test("users hear of the servers they may use, without the internal name; nobody else does", async () => {
  await listening();
  const server = await addServer(db, { name: "fra-07 (customer X)", lastOnlineAt: fromNoon({ seconds: -400 }) });
  await addClient(db, server.id, { groups: [1, 2] });
  await addClient(db, server.id, { groups: [9], isEnabled: false });
  const [allowed, foreign, expired, disabledOnly, none] = await Promise.all([1, 2, 3, 4, 5].map(() => testUser(db)));
  if (!allowed || !foreign || !expired || !disabledOnly || !none) throw new Error("five users");
  await givePackage(db, allowed, { group: 2 });
  await givePackage(db, foreign, { group: 3 });
  await givePackage(db, expired, { group: 1, expiresAt: fromNoon({ seconds: -1 }) });
  await givePackage(db, disabledOnly, { group: 9 });
  await refresh();
  const news = {
    nodeServerId: server.id,
    status: "offline",
    previous: "online",
    reason: "no heartbeat for 6 min 40 s",
    at: noon.toISOString(),
  };
  expect(await readEvents(db)).toEqual([
    { type: "node-server:status-changed", rooms: ["permission:fleet:read"], payload: { ...news, name: "fra-07 (customer X)" } },
    { type: "node-server:status-changed", rooms: [`user:${allowed.id}`], payload: news },
  ]);
});

test("after a gap of our own nobody is called offline for one time-out, then everybody silent is", async () => {
  await listening(fromNoon({ days: -1 }), fromNoon({ hours: -3 }));
  const lost = await addServer(db, { lastOnlineAt: fromNoon({ hours: -3 }) });
  const back = await addServer(db, { status: "offline", lastOnlineAt: fromNoon({ seconds: -1 }) });
  expect(await refresh()).toEqual({ online: 1, offline: 0, held: 1 });
  for (let seconds = 15; seconds < 300; seconds += 15)
    expect(await refresh(fromNoon({ seconds }))).toEqual({ online: 0, offline: 0, held: 1 });
  await db.rows(sql`update node_server set last_online_at = ${fromNoon({ seconds: 290 })} where id = ${back.id}`, Any);
  expect(await refresh(fromNoon({ seconds: 300 }))).toEqual({ online: 0, offline: 1, held: 0 });
  expect(await statusOf(lost.id)).toEqual(["offline", "no heartbeat for 3 h 5 min", fromNoon({ seconds: 300 })]);
  const Gap = z.object({ from_at: z.date(), to_at: z.date() });
  expect(await db.rows(sql`select from_at, to_at from fleet_gap`, Gap)).toEqual([{ from_at: fromNoon({ hours: -3 }), to_at: noon }]);
});

test("the very first look at a fleet calls nobody offline", async () => {
  await addServer(db, { lastOnlineAt: fromNoon({ hours: -3 }) });
  expect(await refresh()).toEqual({ online: 0, offline: 0, held: 1 });
  expect(await db.rows(sql`select 1 from fleet_gap`, Any)).toEqual([]);
});

test("a heartbeat or a person that comes between reading and writing wins", async () => {
  await listening();
  const [heard, mended] = [
    await addServer(db, { lastOnlineAt: fromNoon({ hours: -1 }) }),
    await addServer(db, { lastOnlineAt: fromNoon({ hours: -1 }) }),
  ];
  const { changeStatus } = await import("./internal/change-status.ts");
  const { transaction } = await import("#lib/core/transaction");
  await db.rows(sql`update node_server set last_online_at = ${noon} where id = ${heard.id}`, Any);
  await db.rows(sql`update node_server set status = 'maintenance' where id = ${mended.id}`, Any);
  const wanted = [heard, mended].map(({ id }) => ({ id, previous: "online" as const, status: "offline" as const, reason: "too late" }));
  expect(await transaction(db, (tx) => changeStatus(tx, noon, wanted, 300_000))).toEqual([]);
  expect(await readHistory(db)).toEqual([]);
  expect(await readEvents(db)).toEqual([]);
});

test("two refreshes at once make one change", async () => {
  await listening();
  await addServer(db, { lastOnlineAt: fromNoon({ hours: -1 }) });
  const results = await Promise.all([refresh(), refresh(), refresh()]);
  expect(results.reduce((sum, result) => sum + result.offline, 0)).toBe(1);
  expect(await readHistory(db)).toHaveLength(1);
});
