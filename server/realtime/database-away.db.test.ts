import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { type DatabaseProxy, databaseProxy } from "#lib/core/testing/database-proxy";
import { announce, connectClient, disconnectClients, provideTestSecret, testKey } from "./testing/client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let proxy: DatabaseProxy;
let web: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  proxy = await databaseProxy(db.url);
  web = await startWebProcess(proxy.url);
});
afterEach(disconnectClients);
afterAll(async () => {
  await web.close();
  await proxy.close();
});

test("sockets stay open while the database is away, newcomers are asked to try again, and nothing is missed", async () => {
  const { key } = await testKey(db, ["fleet:read"]);
  const changed = (nodeServerId: number) => announce(db, "node-server:changed", ["permission:fleet:read"], { nodeServerId });
  const client = connectClient(web.port, { key });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  await proxy.away();
  const missed = [await changed(1), await changed(2)];
  await vi.waitFor(() => expect(web.realtime.isListening()).toBe(false), 10_000);
  const newcomer = connectClient(web.port, { key });
  await vi.waitFor(() => expect(newcomer.refused).toEqual(["database_unavailable"]), 10_000);
  await proxy.back();
  await vi.waitFor(() => expect(client.heard.slice(1)).toEqual(missed.map((seq) => `node-server:changed ${seq}`)), 10_000);
  expect(client.disconnected).toEqual([]);
});
