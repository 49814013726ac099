import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { receiveNativeReport } from "#lib/usage/receive-native-report";
import { type LedgerFleet, makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";

const db = testDatabase();
const ctx = systemContext("test", { db, now: noon });
let fleet: LedgerFleet;
let serverId: number;
let uid: number;

beforeAll(async () => {
  fleet = await makeLedgerFleet(db, [["1"], ["1"]], 2);
  serverId = fleet.servers[0]?.id ?? 0;
  uid = fleet.users[0]?.uid ?? 0;
});

const send = (body: object) => receiveNativeReport(ctx, serverId, JSON.stringify({ batchId: crypto.randomUUID(), ...body }));
const cumulative = (bootId: string, upload: number, download: number) =>
  send({ mode: "cumulative", bootId, lines: [{ uid, upload, download }] });

async function total(): Promise<string> {
  const [row] = await db.rows(
    sql`select coalesce(sum(raw_upload), 0)::text as up, coalesce(sum(raw_download), 0)::text as down from usage_line where uid = ${uid}`,
    z.object({ up: z.string(), down: z.string() }),
  );
  return `${row?.up}/${row?.down}`;
}

test("cumulative counters: first report, growth, a new boot, and backwards under the same boot", async () => {
  await cumulative("boot-a", 100, 1000);
  expect(await total()).toBe("100/1000");
  await cumulative("boot-a", 150, 1000);
  expect(await total()).toBe("150/1000");
  await cumulative("boot-b", 30, 40);
  expect(await total()).toBe("180/1040");
  await expect(cumulative("boot-b", 29, 41)).rejects.toMatchObject({ code: "counter_went_backwards", errors: [{ path: "lines.0" }] });
  expect(await total()).toBe("180/1040");
  await cumulative("boot-b", 31, 41);
  expect(await total()).toBe("181/1041");
  const refusals = await db.rows(sql`select code from usage_refusal where node_server_id = ${serverId}`, z.object({ code: z.string() }));
  expect(refusals).toEqual([{ code: "counter_went_backwards" }]);
});

test("one counter that goes backwards refuses the whole report: nothing of it is counted", async () => {
  const other = fleet.users[1]?.uid;
  const before = await total();
  await expect(
    send({
      mode: "cumulative",
      bootId: "boot-b",
      lines: [
        { uid: other, upload: 5, download: 5 },
        { uid, upload: 0, download: 0 },
      ],
    }),
  ).rejects.toMatchObject({ code: "counter_went_backwards" });
  expect(await total()).toBe(before);
  const counters = await db.rows(sql`select uid from usage_counter where uid = ${other}`, z.object({ uid: z.number() }));
  expect(counters).toEqual([]);
});

test("the same batch id with another body is refused and shown to the admin", async () => {
  const batchId = crypto.randomUUID();
  const body = (upload: number) => JSON.stringify({ batchId, mode: "delta", lines: [{ uid, upload, download: 0 }] });
  expect(await receiveNativeReport(ctx, serverId, body(1))).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(await receiveNativeReport(ctx, serverId, body(1))).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
  await expect(receiveNativeReport(ctx, serverId, body(2))).rejects.toMatchObject({ code: "batch_conflict" });
});

test("the same batch from two servers is two batches", async () => {
  const text = JSON.stringify({ batchId: crypto.randomUUID(), mode: "delta", lines: [{ uid, upload: 1, download: 0 }] });
  const answers = await Promise.all(fleet.servers.map((server) => receiveNativeReport(ctx, server.id, text)));
  expect(answers.map((answer) => answer.accepted)).toEqual([1, 1]);
});

test("bad lines are named, good ones kept", async () => {
  const foreignClient = fleet.servers[1]?.clients[0]?.id;
  const answer = await send({
    mode: "delta",
    lines: [
      { uid, upload: 1, download: 1 },
      { uid, upload: -1, download: 1 },
      { uid: 2_000_000_000, upload: 1, download: 1 },
      { uid, nodeClientId: foreignClient, upload: 1, download: 1 },
      { uid, upload: 1.5, download: 1 },
      { uid, upload: 1, download: 1, at: "2026-02-30T00:00:00Z" },
      "nonsense",
      { uid, userId: fleet.users[0]?.id, upload: 1, download: 1 },
    ],
  });
  expect(answer.accepted).toBe(1);
  expect(answer.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual([
    "1 bad_bytes",
    "2 unknown_user",
    "3 unknown_node_client",
    "4 bad_bytes",
    "5 bad_instant",
    "6 not_a_line",
    "7 bad_user",
  ]);
});

test.each([
  ["no batch id", { batchId: undefined, mode: "delta", lines: [] }, "batchId"],
  ["unknown mode", { mode: "sum", lines: [] }, "mode"],
  ["no lines", { mode: "delta" }, "lines"],
  ["cumulative without boot id", { mode: "cumulative", lines: [] }, "bootId"],
])("%s is refused naming the field", async (_name, body, path) => {
  await expect(send(body)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
});
