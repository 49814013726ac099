import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { createTelemetryToken } from "#lib/telemetry/create-telemetry-token";
import { revokeTelemetryToken } from "#lib/telemetry/revoke-telemetry-token";
import { TelemetrySample } from "#lib/telemetry/telemetry-sample";
import { testDataFolder } from "../testing/data-folder.ts";
import { probe, type ServerProcess, startReadyProcess } from "../testing/server-process.ts";
import { connectNode, connectRaw, disconnectNodes, messageOf, rawFrame } from "./testing/node-client.ts";

const db = testDatabase();
const dataDir = testDataFolder();
let server: ServerProcess;
afterEach(async () => {
  disconnectNodes();
  server.kill("SIGTERM");
  await server.exited;
});

/** The role `ingest` alone, as an operator starts it: its own process, the database of this test. */
async function start(env: Record<string, string> = {}): Promise<number> {
  server = await startReadyProcess({ DATABASE_URL: db.url, FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "warn", ...env });
  return Number(new URL(server.url).port);
}

const Stored = z.object({ count: column.count, peers: column.count });
const stored = async () => (await db.rows(sql`select count(*), count(distinct peer_id) as peers from substrate_logs`, Stored))[0];
/** What was sent before is read when the answer is there. */
const isRead = async ({ socket }: { socket: import("ws").WebSocket }) => {
  socket.ping();
  await once(socket, "pong");
};

test("without pages: probes and sockets; SIGTERM stores what was taken, says 1012 and ends with 0", { timeout: 90_000 }, async () => {
  const port = await start();
  expect([await probe(server, "/healthz"), await probe(server, "/"), await probe(server, "/submit")]).toEqual([200, 404, 400]);
  const [node, auditor] = [await connectNode(port), await connectNode(port, "/audit/")];
  // Nothing can be stored before the stop.
  const holder = await db.pool.connect();
  await holder.query("begin; lock table substrate_logs in access exclusive mode");
  const connected = {
    msg: "system.connected",
    network_id: "12D3peer",
    name: "n",
    chain: "c",
    version: "1",
    implementation: "i",
    authority: true,
  };
  await node.send(messageOf(1, connected), ...Array.from({ length: 499 }, (_, height) => messageOf(1, { height })));
  await auditor.send(messageOf(1));
  await Promise.all([isRead(node), isRead(auditor)]);
  const before = performance.now();
  server.kill("SIGTERM");
  await expect.poll(() => probe(server), { timeout: 5_000, interval: 20 }).not.toBe(200);
  expect([node.ended, auditor.ended]).toEqual([[], []]);
  await holder.query("rollback");
  holder.release();
  expect(await server.exited).toBe(0);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect([node.ended, auditor.ended]).toEqual([["1012 This process is stopping: come back"], ["1012 This process is stopping: come back"]]);
  expect(await stored()).toEqual({ count: 501, peers: 1 });
  const Ended = z.object({ reason: z.string(), audit: z.boolean() });
  const ended = await db.rows(sql`select disconnect_reason as reason, audit from peer_connections order by audit`, Ended);
  expect(ended).toEqual([
    { reason: "restart", audit: false },
    { reason: "restart", audit: true },
  ]);
});

test("a process that lets nobody in by address: a token opens it, and revoking closes within ten seconds", {
  timeout: 60_000,
}, async () => {
  const ctx = testContext(db);
  const { id, token } = await createTelemetryToken(ctx, { name: "collators" });
  const port = await start({ TELEMETRY_ALLOW: "none", LOG_LEVEL: "info" });
  expect((await connectNode(port)).ended[0]).toMatch(/^403 /);
  await vi.waitFor(() => expect(server.output()).toContain("A node's socket was refused: This address needs a token to send telemetry"));
  const node = await connectNode(port, `/submit/${token}`);
  expect(node.ended).toEqual([]);
  await revokeTelemetryToken(ctx, { id });
  await vi.waitFor(() => expect(node.ended).toEqual(["1008 The token was revoked"]), { timeout: 10_000, interval: 50 });
  expect(server.output()).not.toContain(token.slice(4));
});

test("after hostile input everything that came is stored, dropped with its reason, or under way", { timeout: 90_000 }, async () => {
  await db.prisma.$executeRaw(sql`truncate substrate_logs, metric_process`);
  const port = await start();
  const samples = readFileSync("lib/telemetry/testing/telemetry-samples.jsonl", "utf8").trim().split("\n");
  const good = await connectNode(port);
  await good.send(...samples);
  const bad = await connectNode(port);
  await bad.send("{", Buffer.from([0xff]), `${"[".repeat(65)}${"]".repeat(65)}`, '{"msg":"x"}', "7", messageOf(1, { text: "\u0000" }));
  const many = await connectNode(port);
  await many.send(...Array.from({ length: 21 }, (_, id) => messageOf(id)));
  const raw = await connectRaw(port);
  raw.socket.write(Buffer.concat([rawFrame("text", messageOf(1)), rawFrame("text", "{", { declared: 1_000 })]));
  raw.socket.once("drain", () => raw.socket.resetAndDestroy());
  await vi.waitFor(async () => expect((await stored())?.count).toBe(samples.length + 1 + 20 + 1), { timeout: 20_000, interval: 50 });
  const Row = z.object({ telemetry: TelemetrySample });
  await vi.waitFor(
    async () => {
      const [row] = await db.rows(sql`select sample -> 'telemetry' as telemetry from metric_process`, Row);
      if (!row) throw new Error("It has not reported yet");
      const { received, stored: kept, dropped, inFlight, buffer } = row.telemetry;
      expect(received).toBe(samples.length + 6 + 21 + 1);
      expect(dropped).toEqual({ bad_utf8: 1, bad_json: 1, too_deep: 1, bad_envelope: 1, bad_ts: 1, too_many_ids: 1, unstorable: 0 });
      expect(kept + inFlight + Object.values(dropped).reduce((sum, count) => sum + count, 0)).toBe(received);
      expect(buffer).toEqual({ bytes: 0, limitBytes: 64 * 1024 * 1024, oldestUnsavedMs: null });
    },
    { timeout: 30_000, interval: 200 },
  );
});
