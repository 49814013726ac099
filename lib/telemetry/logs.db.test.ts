import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { logsCsv } from "#lib/telemetry/export-logs";
import { listLogTypes } from "#lib/telemetry/list-log-types";
import { listLogs } from "#lib/telemetry/list-logs";
import { microsOf, microsText } from "#lib/telemetry/micros";
import { type ListLogsInput as AskedLogs, ListLogsInput } from "#lib/telemetry/schema";
import { frameOf, type KeptLog, keepDays, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";
import { allLogs, logPage } from "#lib/telemetry/testing/read-all";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["telemetry:read"]) });
const outsider = testContext(db, { actor: keyActor(["fleet:read"]) });
const peerId = "12D3KooWQ7nuPMm8rHwh78er71Tm2XTpsFHXRmJQehJLD6x8Gsyu";

beforeAll(() => keepDays(db, 6, 2));
beforeEach(async () => {
  await db.pool.query("truncate peer_connections, telemetry_node, substrate_logs, substrate_log_stats, substrate_log_delta");
});

const at = (offset: Parameters<typeof fromNoon>[0]) => fromNoon(offset).toISOString();
const ids = async (input: Omit<AskedLogs, "peerId"> = {}) => (await allLogs(ctx, { peerId, ...input })).map(({ id }) => id);

describe("messages", () => {
  test("a line of each envelope: the node's own fields, instants to the microsecond, the connection's address", async () => {
    const connectionId = await keepNode(db, { peerId });
    const v2 = '{"id":1,"payload":{"msg":"block.import","height":9007199254740993,"best":"0x1"},"ts":"2026-11-20T11:59:00.123456789Z"}';
    const v1 = '{"msg":"system.interval","payload":"mine","level":"INFO","ts":"2026-11-20T11:58:00Z"}';
    const [first, second] = await keepLogs(db, [
      {
        peerId,
        connectionId,
        msg: "block.import",
        createdAt: "2026-11-20T11:59:00.123456Z",
        receivedAt: "2026-11-20T11:59:00.2Z",
        frame: v2,
      },
      { peerId, connectionId, msg: "system.interval", createdAt: "2026-11-20T11:58:00Z", audit: true, frame: v1 },
    ]);
    const text = (await Array.fromAsync(await listLogs(ctx, { peerId }))).join("");
    // The height is beyond 2^53: as text it is what the node wrote.
    expect(text).toContain('"height":9007199254740993');
    expect(JSON.parse(text)).toEqual({
      items: [
        {
          id: String(first),
          msg: "block.import",
          createdAt: "2026-11-20T11:59:00.123456Z",
          receivedAt: "2026-11-20T11:59:00.200000Z",
          audit: false,
          ipAddr: "192.0.2.7",
          payload: { msg: "block.import", height: 9_007_199_254_740_992, best: "0x1" },
        },
        {
          id: String(second),
          msg: "system.interval",
          createdAt: "2026-11-20T11:58:00.000000Z",
          receivedAt: "2026-11-20T11:58:00.000000Z",
          audit: true,
          ipAddr: "192.0.2.7",
          payload: JSON.parse(v1),
        },
      ],
      nextCursor: null,
    });
  });

  test("the last 24 hours unless said; a range begins with its beginning and ends before its end", async () => {
    await keepNode(db, { peerId });
    const kept = await keepLogs(
      db,
      [{ hours: -25 }, { hours: -24 }, { hours: -1 }, { seconds: 0 }].map((offset) => ({ peerId, msg: "a", createdAt: at(offset) })),
    );
    const shown = kept.map(String);
    expect(await ids()).toEqual([shown[2], shown[1]]);
    expect(await ids({ from: at({ hours: -25 }), to: at({ seconds: 1 }) })).toEqual([shown[3], shown[2], shown[1], shown[0]]);
    expect(await ids({ from: "2026-11-19T11:00:00.000001Z", to: at({ hours: -1 }) })).toEqual([shown[1]]);
    expect(await ids({ from: at({ hours: -1 }), to: "2026-11-20T11:00:00.000000001Z" })).toEqual([shown[2]]);
  });

  test("one type, one target of either envelope, in pages", async () => {
    await keepNode(db, { peerId });
    const log = (seconds: number, msg: string, frame?: string): KeptLog => ({
      peerId,
      msg,
      createdAt: at({ seconds }),
      ...(frame && { frame }),
    });
    const kept = await keepLogs(db, [
      log(-5, "block.import"),
      log(-4, "tracing.profiling", '{"msg":"tracing.profiling","target":"pallet_babe","ts":"x"}'),
      log(-3, "tracing.profiling", '{"id":1,"payload":{"msg":"tracing.profiling","target":"pallet_babe"},"ts":"x"}'),
      log(-2, "tracing.profiling", '{"msg":"tracing.profiling","target":"frame_system","ts":"x"}'),
      log(-1, "other", '{"msg":"other","target":"pallet_babe","ts":"x"}'),
    ]);
    const [, babe1, babe2, frameSystem, other] = kept.map(String);
    expect(await ids({ msg: "tracing.profiling", limit: 1 })).toEqual([frameSystem, babe2, babe1]);
    expect(await ids({ msg: "tracing.profiling", target: "pallet_babe", limit: 1 })).toEqual([babe2, babe1]);
    expect(await ids({ target: "pallet_babe" })).toEqual([other, babe2, babe1]);
    expect(await ids({ msg: "never" })).toEqual([]);
  });

  test("many of one instant keep their order over pages", async () => {
    await keepNode(db, { peerId });
    const kept = await keepLogs(
      db,
      Array.from({ length: 7 }, () => ({ peerId, msg: "a", createdAt: at({ seconds: -1 }) })),
    );
    expect(await ids({ limit: 2 })).toEqual(kept.map(String).reverse());
  });

  test("a peer with types beyond those counted by name: they are found, all and by type", async () => {
    await keepNode(db, { peerId });
    const kept = await keepLogs(db, [
      { peerId, msg: "counted", createdAt: at({ seconds: -2 }) },
      { peerId, msg: "beyond", createdAt: at({ seconds: -1 }) },
    ]);
    await db.pool.query("update substrate_log_delta set msgs = array_replace(msgs, 'beyond', '')");
    const [counted, beyond] = kept.map(String);
    expect(await ids()).toEqual([beyond, counted]);
    expect(await ids({ msg: "beyond" })).toEqual([beyond]);
    expect(await ids({ msg: "counted" })).toEqual([counted]);
  });

  test("long messages come in small pages and none is missing", async () => {
    await keepNode(db, { peerId });
    const filler = "x".repeat(400_000);
    const logs = Array.from({ length: 12 }, (_, index) => ({ peerId, msg: "a", createdAt: at({ seconds: -index - 1 }) }));
    await keepLogs(
      db,
      logs.map((log) => ({ ...log, frame: frameOf(log, { filler }) })),
    );
    const pieces = await Array.fromAsync(await listLogs(ctx, { peerId, limit: 11 }));
    expect(JSON.parse(pieces.join(""))).toMatchObject({ items: { length: 11 }, nextCursor: expect.any(String) });
  });
});

test("whatever was kept, whatever is asked: as filtering and sorting all of it", async () => {
  const peers = [peerId, "another"] as const;
  const anyLog = fc.record({
    peerId: fc.constantFrom(...peers),
    msg: fc.constantFrom("a", "b", "c"),
    // The node's clock and the day of arrival have nothing to do with each other.
    createdMinutes: fc.oneof(fc.integer({ min: -1_500, max: 0 }), fc.constantFrom(-8_000, 3_000, -525_600)),
    receivedMinutes: fc.integer({ min: -8_000, max: 0 }),
    audit: fc.boolean(),
    target: fc.constantFrom("x", "y"),
  });
  const question = fc.record({
    msg: fc.constantFrom(undefined, "a", "b"),
    target: fc.constantFrom(undefined, "x"),
    fromMinutes: fc.constantFrom(-530_000, -8_000, -1_500, -700),
    lengthMinutes: fc.constantFrom(60, 800, 700_000),
    limit: fc.integer({ min: 1, max: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyLog, { maxLength: 40 }), fc.integer({ min: 0, max: 40 }), question, async (drafts, folded, asked) => {
      await db.pool.query("truncate peer_connections, telemetry_node, substrate_logs, substrate_log_stats, substrate_log_delta");
      for (const peer of peers) await keepNode(db, { peerId: peer });
      const logs = drafts.map(({ createdMinutes, receivedMinutes, target, ...rest }) => {
        const createdAt = at({ minutes: createdMinutes });
        return {
          ...rest,
          target,
          createdAt,
          receivedAt: at({ minutes: receivedMinutes }),
          frame: frameOf({ ...rest, createdAt }, { target }),
        };
      });
      const kept = [...(await keepLogs(db, logs.slice(0, folded), { isFolded: true })), ...(await keepLogs(db, logs.slice(folded)))];
      const [from, to] = [at({ minutes: asked.fromMinutes }), at({ minutes: asked.fromMinutes + asked.lengthMinutes })];
      const expected = logs
        .map((log, index) => ({ ...log, id: kept[index] ?? 0n }))
        .filter((log) => log.peerId === peerId && (!asked.msg || log.msg === asked.msg) && (!asked.target || log.target === asked.target))
        .filter(({ createdAt }) => createdAt >= from && createdAt < to)
        .sort((a, b) => (a.createdAt === b.createdAt ? Number(b.id - a.id) : a.createdAt < b.createdAt ? 1 : -1))
        .map(({ id }) => String(id));
      expect(
        await ids({ from, to, limit: asked.limit, ...(asked.msg && { msg: asked.msg }), ...(asked.target && { target: asked.target }) }),
      ).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

describe("types", () => {
  beforeEach(async () => {
    await keepNode(db, { peerId });
    const log = (msg: string, offset: Parameters<typeof fromNoon>[0]): KeptLog => ({ peerId, msg, createdAt: at(offset) });
    await keepLogs(db, [log("a", { days: -2 }), log("a", { days: -1 }), log("b", { days: -1 })], { isFolded: true });
    await keepLogs(db, [log("a", {}), log("b", {}), log("b", { seconds: 1 }), { ...log("c", {}), peerId: "another" }]);
  });

  test("counts of what was folded and what was not, most first", async () => {
    expect(await listLogTypes(ctx, { peerId })).toEqual({
      from: null,
      to: null,
      items: [
        { msg: "a", qty: 3, lastAt: "2026-11-20T12:00:00.000000Z" },
        { msg: "b", qty: 3, lastAt: "2026-11-20T12:00:01.000000Z" },
      ],
    });
  });

  test.each([
    ["from: its whole day", { from: at({ days: -1 }) }, "2026-11-19T00:00:00.000000Z", null, "b 3, a 2"],
    ["to: its whole day", { to: at({ days: -1 }) }, null, "2026-11-20T00:00:00.000000Z", "a 2, b 1"],
    [
      "one day",
      { from: "2026-11-19T00:00:00Z", to: "2026-11-20T00:00:00Z" },
      "2026-11-19T00:00:00.000000Z",
      "2026-11-20T00:00:00.000000Z",
      "a 1, b 1",
    ],
    ["a day without any", { to: "2026-01-01T00:00:00Z" }, null, "2026-01-01T00:00:00.000000Z", ""],
  ])("%s", async (_name, asked, from, to, expected) => {
    const answer = await listLogTypes(ctx, { peerId, ...asked });
    expect([answer.from, answer.to, answer.items.map(({ msg, qty }) => `${msg} ${qty}`).join(", ")]).toEqual([from, to, expected]);
  });
});

test("as CSV: every message of the range, whatever the limit; a payload that could be a formula is harmless", async () => {
  await keepNode(db, { peerId });
  const kept = await keepLogs(
    db,
    Array.from({ length: 3 }, (_, index) => ({ peerId, msg: "=1+1", createdAt: microsText(microsOf(noon) - BigInt(index + 1)) })),
  );
  const rows = await Array.fromAsync(logsCsv.rows(ctx, ListLogsInput.parse({ peerId, limit: 1 })));
  expect(rows.map(([id, createdAt, , msg]) => [id, createdAt, msg])).toEqual([
    [String(kept[0]), "2026-11-20T11:59:59.999999Z", "=1+1"],
    [String(kept[1]), "2026-11-20T11:59:59.999998Z", "=1+1"],
    [String(kept[2]), "2026-11-20T11:59:59.999997Z", "=1+1"],
  ]);
  expect(rows[0]?.at(-1)).toBe('{"msg":"=1+1"}');
});

test("what is not there is not found; bad input is named; without the permission nothing is", async () => {
  await expect(logPage(ctx, { peerId })).rejects.toMatchObject({ code: "not_found" });
  await expect(listLogTypes(ctx, { peerId })).rejects.toMatchObject({ code: "not_found" });
  await expect(Array.fromAsync(logsCsv.rows(ctx, ListLogsInput.parse({ peerId })))).rejects.toMatchObject({ code: "not_found" });
  await expect(logPage(outsider, { peerId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(listLogTypes(outsider, { peerId })).rejects.toMatchObject({ code: "forbidden" });
  for (const [path, input] of [
    ["from", { from: "yesterday" }],
    ["from", { from: "2026-02-30T00:00:00Z" }],
    ["to", { from: at({}), to: at({}) }],
    ["cursor", { cursor: "WzFd" }],
    ["level", { level: "INFO" }],
  ] as const)
    await expect(logPage(ctx, { peerId, ...input } as AskedLogs)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});
