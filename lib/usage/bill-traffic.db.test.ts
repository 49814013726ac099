import { expect, test, vi } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { listBillingEvents } from "#lib/package-queue/list-billing-events";
import { billTraffic } from "#lib/usage/bill-traffic";
import { activatePackage, type LedgerFleet, makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { writeLines } from "#lib/usage/testing/write-lines";
import { claimLines } from "./internal/claim-lines.ts";

const db = testDatabase();
const ctx = testContext(db);
const nothing = { lines: 0, events: 0, linesWithoutPackage: 0, isMore: false };

function userOf(fleet: LedgerFleet, index: number) {
  const user = fleet.users[index];
  if (!user) throw new Error("no user");
  return user;
}

function line(fleet: LedgerFleet, user: number, server: number, hours: number, bytes = 100n) {
  return {
    uid: userOf(fleet, user).uid,
    nodeClientId: fleet.servers[server]?.clients[0]?.id ?? 0,
    at: fromNoon({ hours }),
    upload: bytes,
    download: 1n,
  };
}

/** The last `seq` there is, to look only at what follows. */
async function lastSeq(): Promise<string> {
  return (await listBillingEvents(ctx, { limit: 1 })).items[0]?.seq ?? "0";
}

test("one event per user, server and item; lines are billed once; traffic without a package is charged to none", async () => {
  const fleet = await makeLedgerFleet(db, [["1"], ["2.5"]], 2);
  const [user, unpackaged] = [userOf(fleet, 0), userOf(fleet, 1)];
  const first = await activatePackage(db, user, fromNoon({ hours: -50 }));
  const second = await activatePackage(db, user, fromNoon({ hours: -1.5 }));
  await writeLines(db, noon, [
    line(fleet, 0, 0, -1),
    line(fleet, 0, 0, -0.5),
    line(fleet, 0, 1, -1),
    line(fleet, 0, 0, -2),
    line(fleet, 0, 0, -30),
    line(fleet, 1, 0, -1),
  ]);
  const after = await lastSeq();
  expect(await billTraffic(ctx)).toEqual({ lines: 6, events: 5, linesWithoutPackage: 1, isMore: false });
  expect(await billTraffic(ctx)).toEqual(nothing);

  const { items } = await listBillingEvents(ctx, { after });
  const [one, two] = fleet.servers.map(({ id }) => id);
  const event = (server_id: number | undefined, who: string, item: string | null, upload: string, download: string) => ({
    server_id,
    user: who,
    billed_download: download,
    billed_upload: upload,
    time: noon.toISOString(),
    package_queue_id: item,
  });
  expect(items.map(({ payload }) => payload)).toHaveLength(5);
  expect(items.map(({ payload }) => payload)).toEqual(
    expect.arrayContaining([
      event(one, user.id, second, "200", "2"),
      event(two, user.id, second, "250", "3"),
      event(one, user.id, first, "100", "1"),
      event(one, user.id, first, "100", "1"),
      event(one, unpackaged.id, null, "100", "1"),
    ]),
  );
  expect(new Set(items.map(({ route }) => route))).toEqual(new Set(["telecom.user_usage_billing"]));
  expect(items.filter(({ userId }) => userId === unpackaged.id)).toMatchObject([{ state: "done", consumedAt: noon.toISOString() }]);
  expect(await applyBilling(ctx)).toMatchObject({ events: 4, retried: 0, dead: 0 });
  expect(await db.prisma.queueItem.findUnique({ where: { id: first } })).toMatchObject({ status: "consumed" });
  expect((await db.prisma.queueItem.findUnique({ where: { id: first } }))?.upload.toFixed()).toBe("200");
});

test("a line that is committed late is billed by the next run", async () => {
  const fleet = await makeLedgerFleet(db, [["1"]], 1);
  await writeLines(db, noon, [line(fleet, 0, 0, -1)]);
  expect(await billTraffic(ctx)).toMatchObject({ lines: 1 });
  await writeLines(db, noon, [line(fleet, 0, 0, -48)]);
  expect(await billTraffic(ctx)).toMatchObject({ lines: 1 });
});

test("batches go on until nothing is left, over days and beyond their size", async () => {
  const fleet = await makeLedgerFleet(db, [["1"]], 1);
  await activatePackage(db, userOf(fleet, 0), fromNoon({ days: -5 }));
  const lines = Array.from({ length: 23 }, (_, index) => line(fleet, 0, 0, -5 * index));
  await writeLines(db, noon, lines);
  const after = await lastSeq();
  expect(await billTraffic(ctx, { linesAtOnce: 3 })).toMatchObject({ lines: 23, isMore: false });
  const { items } = await listBillingEvents(ctx, { after });
  expect(items.reduce((sum, { payload }) => sum + BigInt(String(payload.billed_upload)), 0n)).toBe(2300n);
});

test("beside itself: every line is in one event", async () => {
  const fleet = await makeLedgerFleet(db, [["1"]], 5);
  await writeLines(
    db,
    noon,
    Array.from({ length: 200 }, (_, index) => line(fleet, index % 5, 0, -(index % 40), BigInt(index))),
  );
  const after = await lastSeq();
  const runs = await Promise.all([1, 2, 3].map(() => billTraffic(ctx, { linesAtOnce: 7 })));
  expect(runs.reduce((sum, run) => sum + run.lines, 0)).toBe(200);
  const { items } = await listBillingEvents(ctx, { after, limit: 500 });
  expect(items.reduce((sum, { payload }) => sum + BigInt(String(payload.billed_upload)), 0n)).toBe(19_900n);
});

test("lines that another process is just billing are left to it; undone there, they are billed here", async () => {
  const fleet = await makeLedgerFleet(db, [["1"]], 1);
  await writeLines(db, noon, [line(fleet, 0, 0, -1), line(fleet, 0, 0, -2)]);
  const undone = transaction(db, async (tx) => {
    await tx.execute(sql`select from usage_line where billed_at is null for update`);
    expect(await billTraffic(ctx)).toEqual(nothing);
    throw new Error("killed");
  });
  await expect(undone).rejects.toThrow("killed");
  expect(await billTraffic(ctx)).toMatchObject({ lines: 2, events: 1 });
});

test("a claim reads one partition and finds its lines by their place", async () => {
  const Plan = z.object({ "QUERY PLAN": z.string() });
  const [from, to] = [fromNoon({ hours: -12 }), fromNoon({ hours: 12 })];
  const plan = await db.rows(
    sql`explain (costs off) update usage_line set billed_at = ${noon}::timestamptz
    where at >= ${from}::timestamptz and at < ${to}::timestamptz and ctid = any(array(
      select ctid from usage_line where at >= ${from}::timestamptz and at < ${to}::timestamptz and billed_at is null
      order by at limit 10 for update skip locked))`,
    Plan,
  );
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("Tid Scan");
  expect(text.match(/usage_line_p\d+/g)?.every((name) => name === "usage_line_p20261120")).toBe(true);
  expect(text).not.toContain("Append");
});

test("numbers of events become visible in order: who comes later waits for the one before", async () => {
  const fleet = await makeLedgerFleet(db, [["1"]], 2);
  await writeLines(db, noon, [line(fleet, 0, 0, -1), line(fleet, 1, 0, -26)]);
  const after = await lastSeq();
  const day = { from: fromNoon({ hours: -12 }), to: fromNoon({ hours: 12 }), limit: 10 };
  const Count = z.object({ count: column.count });
  const waiting = sql`
    select count(*) as count from pg_locks
    where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
  const later = await transaction(db, async (tx) => {
    expect(await claimLines(tx, noon, day)).toMatchObject({ lines: 1, events: 1 });
    const running = billTraffic(ctx);
    await vi.waitFor(async () => {
      expect(await db.rows(waiting, Count)).toEqual([{ count: 1 }]);
    }, 10_000);
    expect((await listBillingEvents(ctx, { after })).items).toEqual([]);
    return { running };
  });
  expect(await later.running).toMatchObject({ lines: 1, events: 1 });
  const { items } = await listBillingEvents(ctx, { after });
  expect(items.map(({ userId }) => userId)).toEqual(fleet.users.map(({ id }) => id));
});
