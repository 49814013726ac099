import { beforeAll, expect, test } from "vitest";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { getUsageOverview } from "#lib/usage/get-usage-overview";
import { UsageOverviewInput } from "#lib/usage/schema";
import { type LedgerFleet, makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { writeLines } from "#lib/usage/testing/write-lines";
import { unbilledBacklog } from "./internal/fleet-usage.ts";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["usage:read"]) });
let fleet: LedgerFleet;

beforeAll(async () => {
  fleet = await makeLedgerFleet(db, [["1"], ["2"]], 12);
  const lines = fleet.users.flatMap(({ uid }, index) =>
    [-0.2, -23, -30, -24 * 5].map((hours) => ({
      uid,
      nodeClientId: fleet.servers[index % 2]?.clients[0]?.id ?? 0,
      at: fromNoon({ hours }),
      upload: BigInt(index + 1) * 100n,
      download: 1n,
    })),
  );
  await writeLines(db, noon, lines);
});

test("the last 24 hours unless a range is given; the day before as previous", async () => {
  const overview = await getUsageOverview(ctx, {});
  expect([overview.from, overview.to, overview.bucket, overview.raw.length]).toEqual([
    "2026-11-19T13:00:00.000Z",
    "2026-11-20T13:00:00.000Z",
    "hour",
    24,
  ]);
  expect(overview.raw.at(-2)).toEqual({ bucketStart: "2026-11-20T11:00:00.000Z", upload: "7800", download: "12" });
  // Of each of the two hours: even users on factor 1 (100 + 300 + … = 3600), odd ones on 2 (2 × 4200).
  expect(overview.totals).toEqual({ raw: { upload: "15600", download: "24" }, billed: { upload: "24000", download: "36" } });
  expect(overview.previous.raw).toEqual({ upload: "7800", download: "12" });
});

test("top users and nodes add up over days and hours, most billed first, ten of them", async () => {
  const overview = await getUsageOverview(ctx, { from: "2026-11-14T00:00:00Z", to: "2026-11-20T13:00:00Z" });
  expect(overview.totals.raw).toEqual({ upload: "31200", download: "48" });
  expect(overview.topUsers.map((user) => user.uid)).toEqual([11, 9, 7, 5, 10, 8, 3, 6, 4, 1].map((index) => fleet.users[index]?.uid));
  expect(overview.topUsers[0]).toMatchObject({
    userId: fleet.users[11]?.id,
    raw: { upload: "4800", download: "4" },
    billed: { upload: "9600", download: "8" },
  });
  expect(overview.topNodes.map((node) => node.billed.upload)).toEqual(["33600", "14400"]);
});

test("longer ranges by UTC day; an hour chart of them is refused by name", async () => {
  const range = { from: "2026-10-22T12:00:00Z", to: "2026-11-20T13:00:00Z" };
  const overview = await getUsageOverview(ctx, range);
  expect([overview.bucket, overview.raw.length, overview.from]).toEqual(["day", 30, "2026-10-22T00:00:00.000Z"]);
  expect(overview.totals.raw).toEqual({ upload: "31200", download: "48" });
  await expect(getUsageOverview(ctx, { ...range, bucket: "hour" })).rejects.toMatchObject({ errors: [{ path: "bucket" }] });
  await expect(getUsageOverview(ctx, { from: "2026-08-01T00:00:00Z", to: range.to })).rejects.toMatchObject({ errors: [{ path: "to" }] });
  await expect(getUsageOverview(ctx, { from: range.to, to: range.from })).rejects.toMatchObject({ errors: [{ path: "to" }] });
});

test("the backlog is what no billing run has taken", async () => {
  await db.rows(
    sql`update usage_line set billed_at = ${noon} where at < ${fromNoon({ hours: -25 })} returning uid`,
    UsageOverviewInput.loose(),
  );
  const { unbilled } = await getUsageOverview(ctx, {});
  expect(unbilled).toEqual({
    lines: 24,
    isCapped: false,
    oldestAt: "2026-11-19T13:00:00.000Z",
    billed: { upload: "24000", download: "36" },
  });
  const some = await unbilledBacklog(db, 5);
  expect(some).toMatchObject({ lines: 5, isCapped: true, oldestAt: "2026-11-19T13:00:00.000Z" });
});

test("needs usage:read", async () => {
  await expect(getUsageOverview(testContext(db, { actor: userActor() }), {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(getUsageOverview(testContext(db, { actor: keyActor(["fleet:read"]) }), {})).rejects.toMatchObject({ code: "forbidden" });
});
