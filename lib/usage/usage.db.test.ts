import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { instant } from "#lib/core/testing/instants";
import { getRecentUsage } from "#lib/usage/get-recent-usage";
import { getUsage } from "#lib/usage/get-usage";
import { listUsualNodes } from "#lib/usage/list-usual-nodes";
import type { UsageSeries } from "#lib/usage/schema";
import { activatePackage, type LedgerFleet, makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { type TestLine, writeLines } from "#lib/usage/testing/write-lines";

const db = testDatabase();
/** Two days after clocks changed in Lord Howe, Chatham (5 April 2026) and a week after Berlin (29 March). */
const now = instant("2026-04-07T11:07:30Z");
const nowMs = now.getTime();
const dayMs = 86_400_000;
const zones = [
  "UTC",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "America/Santiago",
  "Asia/Beirut",
];

const Line = z.object({
  at: column.instant,
  node_client_id: z.number(),
  package_id: z.string().nullable(),
  ru: column.bytes,
  rd: column.bytes,
  bu: column.bytes,
  bd: column.bytes,
});
type Line = z.output<typeof Line>;

let fleet: LedgerFleet;
let ledger: Line[];
const user = () => {
  const [first] = fleet.users;
  if (!first) throw new Error("no user");
  return first;
};
const asUser = () => testContext(db, { actor: userActor({ userId: user().id, uid: user().uid }), now });

beforeAll(async () => {
  fleet = await makeLedgerFleet(db, [["1.5", "0.333"], Array.from({ length: 12 }, () => "2")], 2);
  const clients = fleet.servers.flatMap((server) => server.clients.map((client) => client.id));
  for (const days of [33, 20, 3]) await activatePackage(db, user(), new Date(nowMs - days * dayMs));
  const line = fc.record({
    uid: fc.constantFrom(...fleet.users.map(({ uid }) => uid)),
    nodeClientId: fc.constantFrom(...clients),
    at: fc.integer({ min: nowMs - 35 * dayMs, max: nowMs }).map((ms) => new Date(ms)),
    upload: fc.oneof(fc.bigInt({ min: 0n, max: 3n }), fc.bigInt({ min: 2n ** 53n, max: 2n ** 61n })),
    download: fc.bigInt({ min: 0n, max: 10n ** 10n }),
  });
  const lines: TestLine[] = fc.sample(line, { numRuns: 1500, seed: 2026 });
  // Where buckets touch: the first and the last millisecond of quarters around local midnights.
  for (const edge of [
    "2026-04-04T13:00:00Z",
    "2026-04-05T13:30:00Z",
    "2026-04-06T18:15:00Z",
    "2026-04-07T00:00:00Z",
    "2026-04-07T02:30:00Z",
  ])
    for (const ms of [-1, 0])
      lines.push({ uid: user().uid, nodeClientId: clients[0] ?? 0, at: new Date(Date.parse(edge) + ms), upload: 7n, download: 1n });
  await writeLines(db, now, lines);
  ledger = await db.rows(
    sql`select l.at, l.node_client_id, q.package_id, l.raw_upload as ru, l.raw_download as rd, l.billed_upload as bu, l.billed_download as bd
    from usage_line l left join package_queue q on q.id = l.package_queue_id where l.uid = ${user().uid}`,
    Line,
  );
});

const isAny = () => true;

/** The naive sum of lines. */
function sumOf(lines: readonly Line[]) {
  const sum = (pick: (line: Line) => bigint) => String(lines.reduce((total, line) => total + pick(line), 0n));
  return {
    raw: { upload: sum((line) => line.ru), download: sum((line) => line.rd) },
    billed: { upload: sum((line) => line.bu), download: sum((line) => line.bd) },
  };
}

/** The naive sum of lines in `[from, to)`. */
function fold(fromMs: number, toMs: number, isOf: (line: Line) => boolean = isAny) {
  return sumOf(ledger.filter((line) => line.at.getTime() >= fromMs && line.at.getTime() < toMs && isOf(line)));
}

/** Every bucket of a series against the ledger. */
function expectLedger(
  series: Pick<UsageSeries, "raw" | "actuallyBilled" | "totals">,
  to: string,
  isOf = isAny as (line: Line) => boolean,
): void {
  const starts = series.raw.map((bucket) => Date.parse(bucket.bucketStart));
  const held = starts.map((): Line[] => []);
  for (const line of ledger)
    if (line.at.getTime() < Date.parse(to) && isOf(line)) held[starts.findLastIndex((start) => start <= line.at.getTime())]?.push(line);
  const sums = held.map(sumOf);
  expect(series.raw.map(({ upload, download }) => ({ upload, download }))).toEqual(sums.map((sum) => sum.raw));
  expect(series.actuallyBilled.map(({ upload, download }) => ({ upload, download }))).toEqual(sums.map((sum) => sum.billed));
  expect(series.totals).toEqual(sumOf(held.flat()));
}

describe("charts equal the ledger to the byte", () => {
  test.each(zones.flatMap((zone) => (["day", "week", "month"] as const).map((range) => [range, zone] as const)))(
    "recent %s in %s",
    async (range, timeZone) => {
      const usage = await getRecentUsage(asUser(), { range, timeZone });
      expect(usage.raw).toHaveLength({ day: 24, week: 7, month: 30 }[range]);
      expectLedger(usage, usage.to);
      const [from, to] = [Date.parse(usage.from), Date.parse(usage.to)];
      expect(from <= nowMs && nowMs < to).toBe(true);
      expect(usage.previous).toEqual(fold(from - (to - from), from));
    },
  );

  test("any range, bucket, zone and group", async () => {
    const wanted = fc.record({
      bucket: fc.constantFrom("15m" as const, "hour" as const, "day" as const),
      timeZone: fc.constantFrom(...zones, ...Intl.supportedValuesOf("timeZone")),
      groupBy: fc.constantFrom("none" as const, "nodeClient" as const, "package" as const),
      fromMs: fc.integer({ min: nowMs - 40 * dayMs, max: nowMs }),
      lengthMs: fc.integer({ min: 1, max: 20 * dayMs }),
    });
    await fc.assert(
      fc.asyncProperty(wanted, async ({ fromMs, lengthMs, ...rest }) => {
        const toMs = fromMs + lengthMs;
        const usage = await getUsage(asUser(), { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), ...rest });
        const [from, to] = [Date.parse(usage.from), Date.parse(usage.to)];
        expect([from <= fromMs, to >= toMs]).toEqual([true, true]);
        expect([usage.totals, usage.previous]).toEqual([fold(from, to), fold(from - (to - from), from)]);
        const named = usage.series.map(({ key }) => key).filter((key) => key !== "others");
        for (const series of usage.series)
          expectLedger(series, usage.to, (line) => {
            const key =
              rest.groupBy === "none"
                ? null
                : rest.groupBy === "nodeClient"
                  ? String(line.node_client_id)
                  : (line.package_id ?? "no_package");
            return series.key === "others" ? !named.includes(key) : series.key === key;
          });
      }),
      { numRuns: 60 },
    );
  });
});

test("the ten largest nodes and the others, largest first", async () => {
  const range = { from: new Date(nowMs - 34 * dayMs).toISOString(), to: now.toISOString(), groupBy: "nodeClient" as const };
  const { series } = await getUsage(asUser(), range);
  expect(series).toHaveLength(11);
  expect(series.at(-1)).toMatchObject({ key: "others", label: "Others" });
  const billed = series.slice(0, 10).map(({ totals }) => BigInt(totals.billed.upload) + BigInt(totals.billed.download));
  expect(billed).toEqual(billed.toSorted((a, b) => (a > b ? -1 : 1)));
});

test("any one node by itself, among the ten largest or not, with its own period before; they add up to the whole", async () => {
  const range = { from: new Date(nowMs - 15 * dayMs).toISOString(), to: now.toISOString() };
  const all = await getUsage(asUser(), range);
  const ids = [...new Set(ledger.map((line) => line.node_client_id))];
  expect(ids.length).toBeGreaterThan(10);
  const each = await Promise.all(ids.map((nodeClientId) => getUsage(asUser(), { ...range, nodeClientId })));
  for (const [index, { series, to }] of each.entries()) {
    expect(series).toHaveLength(1);
    for (const one of series) expectLedger(one, to, (line) => line.node_client_id === ids[index]);
  }
  const sum = (pick: (usage: typeof all) => string) => each.reduce((total, usage) => total + BigInt(pick(usage)), 0n).toString();
  expect(sum(({ totals }) => totals.billed.download)).toBe(all.totals.billed.download);
  expect(sum(({ previous }) => previous.raw.upload)).toBe(all.previous.raw.upload);
  expect((await getUsage(asUser(), { ...range, nodeClientId: 2_000_000_000 })).totals.raw).toEqual({ upload: "0", download: "0" });
});

test("somebody without usage gets zeros, and no series where grouped", async () => {
  const nobody = testContext(db, { actor: userActor({ uid: 2_000_000_000 }), now });
  const recent = await getRecentUsage(nobody, {});
  expect(recent.raw).toHaveLength(24);
  expect(recent.totals.raw).toEqual({ upload: "0", download: "0" });
  const range = { from: new Date(nowMs - dayMs).toISOString(), to: now.toISOString() };
  expect((await getUsage(nobody, { ...range, groupBy: "package" })).series).toEqual([]);
  expect((await getUsage(nobody, range)).series).toMatchObject([{ key: null }]);
  expect((await listUsualNodes(nobody, {})).items).toEqual([]);
});

test("usual nodes: most billed first, shares add up, today included", async () => {
  const { items } = await listUsualNodes(asUser(), { days: 8 });
  const fromMs = Date.parse("2026-03-31T00:00:00Z");
  for (const item of items) {
    const sum = fold(fromMs, nowMs + 1, (line) => line.node_client_id === item.nodeClientId);
    expect([item.upload, item.download]).toEqual([sum.raw.upload, sum.raw.download]);
    expect(BigInt(item.billedTraffic)).toBe(BigInt(sum.billed.upload) + BigInt(sum.billed.download));
  }
  const billed = items.map((item) => BigInt(item.billedTraffic));
  expect(billed).toEqual(billed.toSorted((a, b) => (a > b ? -1 : 1)));
  expect(items.reduce((total, item) => total + item.share, 0)).toBeCloseTo(1, 4);
});

describe("whose usage", () => {
  const range = { from: "2026-04-01T00:00:00Z", to: "2026-04-02T00:00:00Z" };
  const calls = {
    recent: (ctx: Parameters<typeof getRecentUsage>[0], userId?: string) => getRecentUsage(ctx, { userId }),
    usage: (ctx: Parameters<typeof getUsage>[0], userId?: string) => getUsage(ctx, { ...range, userId }),
    usual: (ctx: Parameters<typeof listUsualNodes>[0], userId?: string) => listUsualNodes(ctx, { userId }),
  };

  test.each(Object.entries(calls))("%s", async (_name, call) => {
    const stranger = testContext(db, { actor: userActor({ uid: 1_999_999_999 }), now });
    await expect(call(stranger, user().id)).rejects.toMatchObject({ code: "not_found" });
    await expect(call(testContext(db, { actor: keyActor(["fleet:read"]), now }), user().id)).rejects.toMatchObject({ code: "not_found" });
    const key = testContext(db, { actor: keyActor(["usage:read"]), now });
    await expect(call(key)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path: "userId" }] });
    await expect(call(key, crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
    expect(await call(key, user().id)).toEqual(await call(asUser()));
    expect(await call(asUser(), user().id.toUpperCase())).toEqual(await call(asUser()));
  });
});

describe("what is refused, by name", () => {
  const from = "2025-01-01T00:00:00Z";
  test.each([
    ["to", { from, to: from }],
    ["to", { from, to: "2024-12-31T23:59:59Z" }],
    ["to", { from, to: "2026-02-05T00:00:01Z" }],
    ["bucket", { from, to: "2025-05-01T00:00:00Z", bucket: "15m" }],
    ["bucket", { from, to: "2025-05-01T00:00:00Z", bucket: "week" }],
    ["timeZone", { from, to: "2025-01-02T00:00:00Z", timeZone: "Mars/Olympus" }],
    ["timeZone", { from, to: "2025-01-02T00:00:00Z", timeZone: "+05:45" }],
    ["nodeClientId", { from, to: "2025-01-02T00:00:00Z", nodeClientId: "x" }],
    ["groupBy", { from, to: "2025-01-02T00:00:00Z", groupBy: "colour" }],
    ["from", { from: "yesterday", to: from }],
    ["from", { from: "2025-02-30T00:00:00Z", to: "2025-03-02T00:00:00Z" }],
    ["userId", { from, to: "2025-01-02T00:00:00Z", userId: "me" }],
  ])("%s in %j", async (path, input) => {
    await expect(getUsage(asUser(), input as Parameters<typeof getUsage>[1])).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path }],
    });
  });

  test.each([
    [{ from, to: "2026-02-05T00:00:00Z", bucket: "hour" as const }, 9600],
    [{ from, to: "2025-04-15T04:00:00Z", bucket: "15m" as const }, 10_000],
    [{ from, to: "2026-02-05T00:00:00Z", timeZone: "Asia/Kathmandu" }, 401],
  ])("%j is served", async (input, count) => {
    const { series } = await getUsage(asUser(), input);
    expect(series[0]?.raw).toHaveLength(count);
  });
});
