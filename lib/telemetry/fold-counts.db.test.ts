import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { foldCounts, foldStatement } from "#lib/telemetry/fold-counts";

const db = testDatabase();

beforeEach(() => db.pool.query("truncate substrate_log_stats, substrate_log_delta").then(() => {}));

interface Count {
  peer?: string;
  msg: string;
  qty: number;
  day?: string;
  audit?: boolean;
  at?: string;
}

async function count(...counts: Count[]): Promise<void> {
  const of = (pick: (count: Count) => unknown) => counts.map(pick);
  await db.pool.query(
    `insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats) values ($1, $2, $3, $4, $5, $6, $6)`,
    [
      of(({ peer = "a" }) => peer),
      of(({ msg }) => msg),
      of(({ day = "2026-11-20" }) => day),
      of(({ audit = false }) => audit),
      of(({ qty }) => qty),
      of(({ at = "2026-11-20T12:00:00Z" }) => at),
    ],
  );
}

const sums = async () =>
  (
    await db.pool.query(
      "select peer_id, msg, qty::int, min_created_at, max_created_at from substrate_log_stats order by peer_id, msg, day, audit",
    )
  ).rows;

describe("folding", () => {
  test("adds what batches counted, by peer, type, day and path, and takes it from the list", async () => {
    await count({ msg: "x", qty: 2, at: "2026-11-20T11:00:00Z" }, { msg: "y", qty: 1 });
    await count(
      { msg: "x", qty: 3, at: "2026-11-20T13:00:00Z" },
      { msg: "x", qty: 4, day: "2026-11-21" },
      { msg: "x", qty: 5, audit: true },
      { peer: "b", msg: "x", qty: 6 },
    );
    expect(await foldCounts(db)).toBe(2);
    expect((await sums()).map(({ peer_id, msg, qty }) => [peer_id, msg, qty])).toEqual([
      ["a", "x", 5],
      ["a", "x", 5],
      ["a", "x", 4],
      ["a", "y", 1],
      ["b", "x", 6],
    ]);
    await count({ msg: "x", qty: 1, at: "2026-11-20T15:00:00Z" });
    expect(await foldCounts(db)).toBe(1);
    expect((await sums())[0]).toEqual({
      peer_id: "a",
      msg: "x",
      qty: 6,
      min_created_at: new Date("2026-11-20T11:00:00Z"),
      max_created_at: new Date("2026-11-20T15:00:00Z"),
    });
    expect(await foldCounts(db)).toBe(0);
  });

  test("takes from nobody what was given to a peer, in one fold and over two", async () => {
    await count({ peer: "", msg: "x", qty: 3 });
    await foldCounts(db);
    await count({ peer: "", msg: "x", qty: -3 }, { msg: "x", qty: 3 });
    await count({ peer: "", msg: "y", qty: 1 }, { peer: "", msg: "y", qty: -1 }, { msg: "y", qty: 1 });
    await foldCounts(db);
    expect((await sums()).filter(({ qty }) => qty !== 0).map(({ peer_id, msg, qty }) => [peer_id, msg, qty])).toEqual([
      ["a", "x", 3],
      ["a", "y", 1],
    ]);
  });

  test("keeps 200 types of a peer and day apart and counts the rest together, whenever they come", async () => {
    const types = Array.from({ length: 250 }, (_, index) => ({ msg: `t${String(index).padStart(3, "0")}`, qty: 1 }));
    await count(...types.slice(0, 150));
    await foldCounts(db);
    await count(...types);
    await foldCounts(db);
    await count(...types, { msg: "t000", qty: 1, day: "2026-11-21" });
    await foldCounts(db);
    const all = await sums();
    expect(all.find(({ msg }) => msg === "")).toMatchObject({ qty: 100 });
    expect(all.filter(({ msg }) => msg !== "")).toHaveLength(201);
    expect(all.reduce((sum, { qty }) => sum + qty, 0)).toBe(150 + 250 + 251);
  });

  test("takes from the rest what was counted there", async () => {
    await count(...Array.from({ length: 202 }, (_, index) => ({ peer: "", msg: `t${String(index).padStart(3, "0")}`, qty: 1 })));
    await foldCounts(db);
    await count({ peer: "", msg: "t201", qty: -1 }, { msg: "t201", qty: 1 });
    await foldCounts(db);
    expect((await sums()).filter(({ msg }) => msg === "" || msg === "t201")).toMatchObject([
      { peer_id: "", msg: "", qty: 1 },
      { peer_id: "a", msg: "t201", qty: 1 },
    ]);
  });

  test("is done by one process at a time; the others do nothing", async () => {
    await count({ msg: "x", qty: 1 });
    expect((await Promise.all([1, 2, 3].map(() => foldCounts(db)))).reduce((sum, batches) => sum + batches)).toBe(1);
    expect(await sums()).toMatchObject([{ qty: 1 }]);
  });
});

test("adding up costs what is added, however many peers have the same types", async () => {
  const peers = Array.from({ length: 400 }, (_, peer) => `peer ${peer}`);
  for (const msg of "abcdefghix") await count(...peers.map((peer) => ({ peer, msg, qty: 1 })));
  await foldCounts(db);
  await count(...peers.map((peer) => ({ peer, msg: "x", qty: 1 })));
  const plan = await db.pool.query(
    `explain (analyze, buffers, timing off, format json) ${foldStatement.text}`,
    foldStatement.values as unknown[],
  );
  // The statement's own sum leaves out the part that writes.
  const folded = JSON.stringify(plan.rows).match(/"Subplan Name":"CTE folded".*?"Shared Hit Blocks":(\d+)/);
  const pages = Number(folded?.[1]);
  // A key is looked up three times and written once; going through its type would be hundreds of pages for each.
  expect(pages / peers.length).toBeLessThan(30);
});
