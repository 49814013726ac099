import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { ingestTransaction } from "#lib/core/transaction";
import { attachLater } from "#lib/telemetry/attach-later";
import { foldCounts } from "#lib/telemetry/fold-counts";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import { type KeptLog, keepDays, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";
import { attachUnnamed } from "./internal/attach-unnamed.ts";

const db = testDatabase();

beforeEach(async () => {
  await db.pool.query("truncate peer_connections, telemetry_node, substrate_logs, substrate_log_stats, substrate_log_delta");
  await keepDays(db, 10, 1);
});

/** Messages without a peer, one a second; every other one of another type. */
const unnamed = (connectionId: bigint, count: number, given: Partial<KeptLog> = {}) =>
  Array.from({ length: count }, (_, index): KeptLog => {
    const createdAt = fromNoon({ seconds: index }).toISOString();
    return { peerId: null, connectionId, msg: index % 2 === 0 ? "a" : "b", createdAt, ...given };
  });

const Count = z.object({ peer: z.string().nullable(), qty: z.number() });
const counts = () => db.rows(sql`select peer_id as peer, count(*)::int as qty from substrate_logs group by 1 order by 1`, Count);

test("messages are given to the peer in steps of at most so many, with their counts, those of nobody else, and on every day", async () => {
  const [late, other] = [await keepNode(db, { peerId: "late" }), await keepNode(db, { peerId: "other" })];
  await keepLogs(db, [...unnamed(late, 12), ...unnamed(late, 8, { receivedAt: fromNoon({ days: -1 }).toISOString() })]);
  await keepLogs(db, [...unnamed(other, 5), ...unnamed(late, 3, { audit: true })], { isFolded: true });
  const name = { connectionId: Number(late), peerId: "late", audit: false, createdAtMs: noon.getTime() };
  let unfinished = [name];
  const left: number[] = [];
  while (unfinished.length > 0) {
    unfinished = await ingestTransaction(db, (tx) => attachUnnamed(tx, unfinished, 7));
    expect(await countDifferences(db)).toEqual([]);
    if (left.length % 2 === 0) await foldCounts(db);
    left.push((await counts()).find(({ peer }) => peer === null)?.qty ?? 0);
  }
  expect(await counts()).toEqual([
    { peer: "late", qty: 20 },
    { peer: null, qty: 8 },
  ]);
  expect(left).toEqual([21, 14, 8]);
});

test("several share a step; whose turn did not come is unfinished", async () => {
  const ids = [await keepNode(db, { peerId: "p0" }), await keepNode(db, { peerId: "p1" }), await keepNode(db, { peerId: "p2" })];
  await keepLogs(
    db,
    ids.flatMap((id) => unnamed(id, 4)),
  );
  const late = ids.map((id, n) => ({ connectionId: Number(id), peerId: `p${n}`, audit: false, createdAtMs: noon.getTime() }));
  const unfinished = await ingestTransaction(db, (tx) => attachUnnamed(tx, late, 6));
  expect(unfinished.map(({ peerId }) => peerId)).toEqual(["p1", "p2"]);
  expect(await counts()).toEqual([
    { peer: "p0", qty: 4 },
    { peer: "p1", qty: 2 },
    { peer: null, qty: 6 },
  ]);
});

test("two processes that do it at once move each message once", async () => {
  const id = await keepNode(db, { peerId: "late" });
  await keepLogs(db, unnamed(id, 600));
  const attach = async () => {
    let late = [{ connectionId: Number(id), peerId: "late", audit: false, createdAtMs: noon.getTime() }];
    while (late.length > 0) late = await ingestTransaction(db, (tx) => attachUnnamed(tx, late, 50));
  };
  await Promise.all([attach(), attach(), attach()]);
  expect(await counts()).toEqual([{ peer: "late", qty: 600 }]);
  expect(await countDifferences(db)).toEqual([]);
});

test("what a process that was ended left is found by the next one: of nodes that are known, of the last week", async () => {
  const [left, old] = [await keepNode(db, { peerId: "left" }), await keepNode(db, { peerId: "old" })];
  await keepLogs(db, [...unnamed(left, 5), ...unnamed(999n, 3), ...unnamed(old, 1, { receivedAt: fromNoon({ days: -8 }).toISOString() })]);
  const later = attachLater(db);
  await later.step(fromNoon({ minutes: 1 }));
  expect(await counts()).toEqual([
    { peer: "left", qty: 5 },
    { peer: null, qty: 4 },
  ]);
  expect(await countDifferences(db)).toEqual([]);
});
