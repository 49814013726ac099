import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { type DatabaseProxy, databaseProxy } from "#lib/core/testing/database-proxy";
import { addServer } from "#lib/fleet/testing/fleet";
import { type FreezableProxy, freezableProxy } from "../../testing/freezable-proxy.ts";
import { connectIngest, type IngestClient } from "./testing/ingest-client.ts";
import { type IngestProcess, startIngestProcess } from "./testing/ingest-process.ts";

const db = testDatabase();
let away: DatabaseProxy;
let hanging: FreezableProxy;
let behindAway: IngestProcess;
let behindHanging: IngestProcess;

beforeAll(async () => {
  [away, hanging] = [await databaseProxy(db.url), await freezableProxy(db.url)];
  [behindAway, behindHanging] = [await startIngestProcess(away.url), await startIngestProcess(hanging.url)];
});
afterAll(async () => {
  hanging.thaw();
  await Promise.all([behindAway.close(), behindHanging.close()]);
  hanging.close();
  await away.close();
});

const ts = new Date().toISOString();
const item = (id: string) => ({ id, ts, kind: "heartbeat", payload: {} });
const Count = z.object({ count: column.count });
const known = async (serverId: number) =>
  (await db.rows(sql`select count(*) as count from ingest_item where node_server_id = ${serverId}`, Count))[0]?.count;
const answered = (client: IngestClient, count: number) =>
  vi.waitFor(() => expect(client.acked.length + client.nacked.length).toBe(count), { timeout: 20_000, interval: 10 });

test("with the database away nothing is acknowledged, the socket stays open, and the same items are taken afterwards", async () => {
  const server = await addServer(db);
  const client = await connectIngest(behindAway.url, server.token);
  client.send(item("before"));
  await answered(client, 1);
  await away.away();
  client.send([item("a"), item("b")]);
  await answered(client, 3);
  expect([client.acked, client.nacked.map(({ id, code, retry }) => [id, code, retry])]).toEqual([
    ["before"],
    [
      ["a", "database_unavailable", true],
      ["b", "database_unavailable", true],
    ],
  ]);
  await expect(connectIngest(behindAway.url, server.token)).rejects.toThrow("HTTP 503");
  await away.back();
  client.send([item("a"), item("b"), item("before")]);
  await vi.waitFor(() => expect(client.acked.toSorted()).toEqual(["a", "b", "before", "before"]), { timeout: 20_000 });
  expect([client.closed, await known(server.id)]).toEqual([undefined, 3]);
  client.socket.close();
});

test("whoever sends again at once is answered in the end, not in a rush", async () => {
  const server = await addServer(db);
  const client = await connectIngest(behindAway.url, server.token);
  await away.away();
  let sent = 0;
  client.socket.on("message", () => {
    if (client.acked.length > 0) return;
    sent++;
    client.send(item("eager"));
  });
  client.send(item("eager"));
  await vi.waitFor(() => expect(client.nacked.length).toBeGreaterThanOrEqual(3), { timeout: 20_000 });
  expect(sent).toBeLessThan(20);
  await away.back();
  await vi.waitFor(() => expect(client.acked.length).toBeGreaterThanOrEqual(1), { timeout: 20_000 });
  expect(await known(server.id)).toBe(1);
  client.socket.close();
});

test("a database that hangs acknowledges nothing either; what may have been stored is found when it comes again", async () => {
  const server = await addServer(db);
  const client = await connectIngest(behindHanging.url, server.token);
  client.send(item("before"));
  await answered(client, 1);
  hanging.freeze();
  client.send([item("a")]);
  await answered(client, 2);
  expect(client.nacked.map(({ id, code, retry }) => [id, code, retry])).toEqual([["a", "database_unavailable", true]]);
  hanging.thaw();
  client.send([item("a")]);
  await vi.waitFor(() => expect(client.acked).toEqual(["before", "a"]), { timeout: 20_000 });
  expect([client.closed, await known(server.id)]).toEqual([undefined, 2]);
  client.socket.close();
});
