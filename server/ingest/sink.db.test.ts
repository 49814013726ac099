import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { connectedMessage, readText } from "#lib/telemetry/testing/messages";
import { testSink, testSocket } from "./testing/test-sink.ts";

const db = testDatabase();
const peer = "12D3KooWA";
const atMs = noon.getTime();

beforeEach(async () => {
  await db.pool.query(`truncate peer_connections, substrate_logs, substrate_log_stats, substrate_log_delta, telemetry_node, telemetry_chain,
    peer_reputation, peer_reputation_report, event_log`);
});

const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;
const Log = z.object({
  id: z.bigint(),
  peer_id: z.string().nullable(),
  msg: z.string(),
  created: z.string(),
  received_at: z.date(),
  audit: z.boolean(),
  text: z.string(),
});
const readLogs = () =>
  db.rows(
    sql`select id, peer_id, msg, created_at::text as created, received_at, audit, logs::text as text from substrate_logs order by id`,
    Log,
  );

describe("a message", () => {
  test("is stored as it came, with its connection, its node, its count and nobody else's", async () => {
    const sink = testSink(db);
    const socket = testSocket();
    const text = `{"id":1,"payload":{"msg":"block.import","height":7,"best":"0xab"},"ts":"2026-11-20T08:00:00.123456789-04:00"}`;
    sink.take(socket, connectedMessage(peer), 100, atMs);
    sink.take(socket, readText(text), text.length, atMs + 1);
    await sink.close();
    const logs = await readLogs();
    expect(logs).toHaveLength(2);
    expect(logs[1]).toMatchObject({
      peer_id: peer,
      msg: "block.import",
      created: "2026-11-20 12:00:00.123456+00",
      received_at: new Date(atMs + 1),
      audit: false,
      text,
    });
    expect(await read("select * from peer_connections")).toMatchObject([
      { peer_id: peer, node_id: "1", ip_addr: "192.0.2.7", name: `node ${peer}`, process: "test:1" },
    ]);
    expect(await read("select * from telemetry_node")).toMatchObject([
      { peer_id: peer, chain_key: "0x00ff", best_height: 7n, best_hash: "0xab" },
    ]);
    expect(sink.counters).toMatchObject({ stored: 2, inFlight: 0 });
  });
});
