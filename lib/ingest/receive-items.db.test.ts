import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { testUser } from "#lib/auth/testing/user";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addClient, addServer } from "#lib/fleet/testing/fleet";
import { newToken } from "#lib/fleet/token";
import { ingestCounters } from "#lib/ingest/counters";
import { type IngestNode, ingestNode } from "#lib/ingest/ingest-node";
import { readMessage } from "#lib/ingest/read-message";
import { receiveItems } from "#lib/ingest/receive-items";
import { ledgerSums } from "#lib/usage/testing/ledger-fleet";

const db = testDatabase();
const ctx = systemContext("test", { db, now: noon });
let node: IngestNode;
let uid: number;
let clientId: number;

beforeAll(async () => {
  ({ uid } = await testUser(db));
});
beforeEach(async () => {
  await db.pool.query(
    "truncate usage_line, usage_report, user_package_usage, user_package_usage_hourly, user_package_usage_daily, node_client_usage",
  );
  const server = await addServer(db);
  clientId = (await addClient(db, server.id, { isDefault: true, factor: "1.5" })).id;
  node = await ingestNode(db, `Bearer ${server.token}`, "192.0.2.1");
});

const ts = noon.toISOString();
const usage = (id: string, upload = 10, more: object = {}) => ({
  id,
  ts,
  kind: "usage",
  payload: { mode: "delta", lines: [{ uid, upload, download: 0 }], ...more },
});
const heartbeat = (id: string, payload: object = {}, at = ts) => ({ id, ts: at, kind: "heartbeat", payload });

/** `id status` of each, or what it was refused for. */
async function send(...items: object[]): Promise<string[]> {
  const read = readMessage(JSON.stringify(items));
  expect(read.refused).toEqual([]);
  const outcomes = await receiveItems(ctx, node, read.items);
  return outcomes.map((outcome, index) => `${read.items[index]?.id} ${outcome.status === "refused" ? outcome.code : outcome.status}`);
}

const Count = z.object({ count: column.count });
const lines = async () => (await db.rows(sql`select count(*) from usage_line`, Count))[0]?.count;
const known = async () =>
  (await db.rows(sql`select id from ingest_item where node_server_id = ${node.id} order by id`, z.object({ id: z.string() }))).map(
    ({ id }) => id,
  );

describe("once and only once", () => {
  test("what is stored is known; the same again is acknowledged and not stored", async () => {
    expect(await send(usage("a"), heartbeat("b"))).toEqual(["a stored", "b stored"]);
    expect(await send(usage("a"), heartbeat("b"), usage("c"))).toEqual(["a duplicate", "b duplicate", "c stored"]);
    expect([await known(), await lines()]).toEqual([["a", "b", "c"], 2]);
    expect(new Set(Object.values(await ledgerSums(db)))).toEqual(new Set(["20/0/30/0"]));
  });

  test("the same id with another body is a conflict, whatever differs, and leaves the first alone", async () => {
    await send(usage("a"));
    for (const other of [usage("a", 11), heartbeat("a"), { ...usage("a"), ts: "2026-11-20T12:00:01Z" }])
      expect(await send(other)).toEqual(["a id_conflict"]);
    expect(await lines()).toBe(1);
  });

  test("an id twice in one message: a repeat or a conflict", async () => {
    expect(await send(usage("a"), usage("a"), usage("a", 11), usage("b"))).toEqual([
      "a stored",
      "a duplicate",
      "a id_conflict",
      "b stored",
    ]);
    expect(await lines()).toBe(2);
  });

  test("the id of an item that was refused is free", async () => {
    expect(await send(usage("a", 1, { mode: "sum" }))).toEqual(["a bad_payload"]);
    expect(await send(usage("a"))).toEqual(["a stored"]);
  });

  test("a batch id of the sender's own is known under any item, in one message and later", async () => {
    const batchId = crypto.randomUUID();
    expect(await send(usage("a", 5, { batchId }), usage("b", 5, { batchId: batchId }), usage("c", 7))).toEqual([
      "a stored",
      "b stored",
      "c stored",
    ]);
    expect(await send(usage("d", 5, { batchId }))).toEqual(["d stored"]);
    expect((await ledgerSums(db)).lines).toBe("12/0/19/0");
  });

  test("two servers may use the same id", async () => {
    await send(usage("a"));
    const other = await addServer(db);
    const foreign = await ingestNode(db, `Bearer ${other.token}`, "192.0.2.2");
    const { items } = readMessage(JSON.stringify([heartbeat("a", { cpu: 1 })]));
    expect(await receiveItems(ctx, foreign, items)).toEqual([{ status: "stored", rejected: [] }]);
  });

  test("twenty deliveries at the same time: one is stored, and the others know it", async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => send(usage("a"), usage("b"))));
    const count = (status: string) => outcomes.flat().filter((outcome) => outcome.endsWith(status)).length;
    expect([count("stored"), count("duplicate"), await lines()]).toEqual([2, 38, 2]);
  });
});

describe("one bad item fails no other", () => {
  test("payloads that are not what their kind says are named", async () => {
    expect(
      await send(
        heartbeat("load", { cpu: 101 }),
        usage("mode", 1, { mode: "sum" }),
        usage("boot", 1, { mode: "cumulative" }),
        usage("lines", 1, { lines: "none" }),
        usage("good"),
      ),
    ).toEqual(["load bad_payload", "mode bad_payload", "boot bad_payload", "lines bad_payload", "good stored"]);
  });

  test("what the ledger refuses: counters that went back, a batch id that was used", async () => {
    const counters = (id: string, upload: number) => usage(id, upload, { mode: "cumulative", bootId: "b" });
    const batchId = crypto.randomUUID();
    expect(
      await send(counters("a", 100), counters("b", 99), counters("c", 101), usage("d", 1, { batchId }), usage("e", 2, { batchId })),
    ).toEqual(["a stored", "b counter_went_backwards", "c stored", "d stored", "e batch_conflict"]);
    expect((await ledgerSums(db)).lines).toBe("102/0/154/0");
    const refusals = await db.rows(
      sql`select code from usage_refusal where node_server_id = ${node.id} order by id`,
      z.object({ code: z.string() }),
    );
    expect(refusals.map(({ code }) => code)).toEqual(["counter_went_backwards", "batch_conflict"]);
  });

  test("lines that cannot be counted are named with their item, which is stored", async () => {
    const bad = { uid: 2_000_000_000, upload: 1, download: 1 };
    const { items } = readMessage(JSON.stringify([usage("a", 1, { lines: [{ uid, upload: 1, download: 1 }, bad, "nonsense"] })]));
    expect(await receiveItems(ctx, node, items)).toMatchObject([
      {
        status: "stored",
        rejected: [
          { id: "a", index: 1, code: "unknown_user" },
          { id: "a", index: 2, code: "not_a_line" },
        ],
      },
    ]);
  });

  test("what nobody foresaw is found by halves: only the one item is refused", async () => {
    await db.pool.query(`create function refuse_99() returns trigger language plpgsql as $$
      begin if new.raw_upload = 99 then raise exception 'no' using errcode = '22003'; end if; return new; end $$`);
    await db.pool.query("create trigger refuse_99 before insert on usage_line for each row execute function refuse_99()");
    try {
      const items = Array.from({ length: 40 }, (_, index) => usage(`i${index}`, index === 17 ? 99 : 1));
      const outcomes = await send(...items);
      expect(outcomes.filter((outcome) => !outcome.endsWith(" stored"))).toEqual(["i17 unstorable"]);
      expect([(await known()).length, await lines()]).toEqual([39, 39]);
    } finally {
      await db.pool.query("drop function refuse_99 cascade");
    }
  });
});

test("a report's lines happened when its item says, and its batch id follows from the item", async () => {
  const at = fromNoon({ hours: -3 });
  await send({ ...usage("a"), ts: at.toISOString() });
  const [line] = await db.rows(sql`select at, node_client_id from usage_line`, z.object({ at: z.date(), node_client_id: z.number() }));
  expect(line).toEqual({ at, node_client_id: clientId });
  await db.pool.query("delete from ingest_item");
  expect(await send({ ...usage("a"), ts: at.toISOString() })).toEqual(["a stored"]);
  expect(await lines()).toBe(1);
});

test("loads are samples of their own time; a clock that cannot be believed is not", async () => {
  await send(
    heartbeat("plain"),
    heartbeat("late", { cpu: 1, mem: { used: 1, total: 2 } }, fromNoon({ hours: -1 }).toISOString()),
    heartbeat("now", { cpu: 2 }),
    heartbeat("lie", { cpu: 3 }, "2036-01-01T00:00:00Z"),
  );
  const samples = await db.rows(
    sql`select at, cpu_percent as cpu from node_sample where node_server_id = ${node.id} order by at`,
    z.object({ at: z.date(), cpu: z.number() }),
  );
  expect(samples).toEqual([
    { at: fromNoon({ hours: -1 }), cpu: 1 },
    { at: noon, cpu: 2 },
  ]);
});

test("everything is a sign of life, nonsense too, and only usage is a delivery", async () => {
  const times = async () =>
    (
      await db.rows(
        sql`select last_online_at as heard, last_push_at as pushed from node_server where id = ${node.id}`,
        z.object({ heard: z.date().nullable(), pushed: z.date().nullable() }),
      )
    )[0];
  await send(usage("a", 1, { mode: "sum" }));
  expect(await times()).toEqual({ heard: noon, pushed: null });
  await send(usage("a"));
  expect(await times()).toEqual({ heard: noon, pushed: noon });
});

test("a token that was replaced stores nothing more, and a server that is gone neither", async () => {
  await send(usage("a"));
  await db.pool.query("update node_server set token_hash = $1 where id = $2", [newToken().hash, node.id]);
  expect(await send(usage("a"), usage("b"))).toEqual(["a forbidden", "b forbidden"]);
  expect(await known()).toEqual(["a"]);
});

test("the counters balance", async () => {
  const before = { ...ingestCounters(), refused: { ...ingestCounters().refused } };
  await send(usage("a"), usage("a"), usage("a", 2), heartbeat("b", { cpu: -1 }));
  const after = ingestCounters();
  expect([after.stored - before.stored, after.duplicate - before.duplicate]).toEqual([1, 1]);
  expect([after.refused.id_conflict - before.refused.id_conflict, after.refused.bad_payload - before.refused.bad_payload]).toEqual([1, 1]);
});
