import { beforeAll, expect, test } from "vitest";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { csvResponse } from "#lib/http/csv";
import { usageCsv } from "#lib/usage/export-usage";
import { usageLinesCsv } from "#lib/usage/export-usage-lines";
import { listUsageLines } from "#lib/usage/list-usage-lines";
import { UsageInput, UsageLinesInput } from "#lib/usage/schema";
import { activatePackage, type LedgerFleet, makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { writeLines } from "#lib/usage/testing/write-lines";

const db = testDatabase();
let fleet: LedgerFleet;
let item: string;

const user = (index = 0) => {
  const found = fleet.users[index];
  if (!found) throw new Error("no user");
  return { userId: found.id, uid: found.uid };
};
const client = (index: number) => fleet.servers[0]?.clients[index]?.id ?? 0;
const asUser = (index = 0) => testContext(db, { actor: userActor(user(index)) });

beforeAll(async () => {
  fleet = await makeLedgerFleet(db, [["1.5", "2"]], 3);
  item = await activatePackage(db, { id: user().userId, uid: user().uid }, fromNoon({ hours: -1 }));
  // 1,200 lines of one instant (a report has one `at`), then single ones before and after the package.
  const many = Array.from({ length: 1200 }, (_, index) => ({
    uid: user(1).uid,
    nodeClientId: client(index % 2),
    at: noon,
    upload: BigInt(index),
    download: 1n,
  }));
  const line = (hours: number, upload: bigint) => ({
    uid: user().uid,
    nodeClientId: client(0),
    at: fromNoon({ hours }),
    upload,
    download: 2001n,
  });
  await writeLines(db, noon, [...many, line(-2, 1n), line(-0.5, 1000n), line(-0.25, 3n)]);
});

test("newest first, with factor, billed bytes and the package of that moment", async () => {
  const { items, nextCursor } = await listUsageLines(asUser(), {});
  expect(nextCursor).toBeNull();
  expect(items.map((line) => [line.at, line.raw.upload, line.billed.upload, line.package?.queueItemId ?? null])).toEqual([
    ["2026-11-20T11:45:00.000Z", "3", "5", item],
    ["2026-11-20T11:30:00.000Z", "1000", "1500", item],
    ["2026-11-20T10:00:00.000Z", "1", "2", null],
  ]);
  expect(items[1]).toEqual({
    at: "2026-11-20T11:30:00.000Z",
    nodeClientId: client(0),
    nodeName: "client 0",
    raw: { upload: "1000", download: "2001" },
    trafficFactor: "1.5",
    billed: { upload: "1500", download: "3002" },
    package: { queueItemId: item, name: "test" },
  });
});

test("a range is from, but not to", async () => {
  const lines = async (from: string, to: string) => (await listUsageLines(asUser(), { from, to })).items.map((line) => line.raw.upload);
  expect(await lines("2026-11-20T10:00:00Z", "2026-11-20T11:45:00Z")).toEqual(["1000", "1"]);
  expect(await lines("2026-11-20T17:15:01+05:45", "2026-11-20T23:00:00Z")).toEqual(["3"]);
  await expect(lines("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z")).rejects.toMatchObject({ errors: [{ path: "to" }] });
});

test("pages hold every line once, also within one instant of microseconds", async () => {
  await db.rows(
    sql`update usage_line set at = at + make_interval(secs => line_no * 0.0000003) where uid = ${user(1).uid} returning uid`,
    UsageLinesInput.loose(),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsageLines(asUser(1), { limit: 499, cursor });
    seen.push(...page.items.map((line) => line.raw.upload));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect([seen.length, new Set(seen).size]).toEqual([1200, 1200]);
});

test("one node's lines only", async () => {
  const { items } = await listUsageLines(asUser(1), { nodeClientId: client(1), limit: 500 });
  expect(new Set(items.map((line) => line.nodeClientId))).toEqual(new Set([client(1)]));
});

test("a cursor of another list is refused by name", async () => {
  await expect(listUsageLines(asUser(), { cursor: "WzFd" })).rejects.toMatchObject({
    code: "validation_failed",
    errors: [{ path: "cursor" }],
  });
});

test("somebody else's lines do not exist; usage:read opens them; a key must name a user", async () => {
  await expect(listUsageLines(asUser(), { userId: user(1).userId })).rejects.toMatchObject({ code: "not_found" });
  const key = testContext(db, { actor: keyActor(["usage:read"]) });
  expect((await listUsageLines(key, { userId: user().userId })).items).toHaveLength(3);
  await expect(listUsageLines(key, {})).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "userId" }] });
});

test("the CSV holds every page", async () => {
  const text = await (await csvResponse(asUser(1), UsageLinesInput.parse({ limit: 1 }), usageLinesCsv)).text();
  const lines = text.trimEnd().split("\r\n");
  expect(lines).toHaveLength(1201);
  expect(lines[0]).toBe("at,nodeClientId,nodeName,rawUpload,rawDownload,trafficFactor,billedUpload,billedDownload,queueItemId,packageName");
  const [first] = (await (await csvResponse(asUser(), UsageLinesInput.parse({}), usageLinesCsv)).text()).split("\r\n").slice(2);
  expect(first).toBe(`2026-11-20T11:30:00.000Z,${client(0)},client 0,1000,2001,1.5,1500,3002,${item},test`);
});

test("the chart as CSV: a row for every bucket of every series", async () => {
  const input = UsageInput.parse({ from: "2026-11-20T10:00:00Z", to: "2026-11-20T12:00:00Z", bucket: "hour", groupBy: "nodeClient" });
  const text = await (await csvResponse(asUser(), input, usageCsv)).text();
  expect(text.split("\r\n")).toEqual([
    "bucketStart,group,label,rawUpload,rawDownload,billedUpload,billedDownload",
    `2026-11-20T10:00:00.000Z,${client(0)},client 0,1,2001,2,3002`,
    `2026-11-20T11:00:00.000Z,${client(0)},client 0,1003,4002,1505,6004`,
    "",
  ]);
});
