import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { type DatabaseProxy, databaseProxy } from "#lib/core/testing/database-proxy";
import { testKey } from "../realtime/testing/client.ts";
import { beginLogs, commitLogs, numbered } from "./testing/commit-logs.ts";
import { closePlainClients, connectPlain, type PlainClient } from "./testing/plain-client.ts";
import { type ReadingProcess, startReadingProcess } from "./testing/reading-process.ts";

const db = testDatabase();
let proxy: DatabaseProxy;
let one: ReadingProcess;
let bearer: string;

beforeAll(async () => {
  proxy = await databaseProxy(db.url);
  one = await startReadingProcess(proxy.url);
  ({ key: bearer } = await testKey(db, ["telemetry:read"]));
});
afterEach(closePlainClients);
afterAll(async () => {
  await one.close();
  await proxy.close();
});

const subscribeTo = (peer_id: string) => ({
  peer_id,
  msg: "block.import",
  interest: "subscribe",
  start_time: new Date(Date.now() - 60_000).toISOString(),
});
const numbersOf = (client: PlainClient) =>
  client.messages
    .flatMap((message) => (message as { data: { log: { payload: { n: number } } }[] }).data.map(({ log }) => log.payload.n))
    .sort((a, b) => a - b);
const told = (client: PlainClient, numbers: number[]) => vi.waitFor(() => expect(numbersOf(client)).toEqual(numbers), 20_000);

test("the database is away for a reader: sockets stay, and afterwards nothing is missing and nothing comes twice", async () => {
  const [peer, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const [client, late] = [connectPlain(one.port, "/feed", { bearer }), connectPlain(one.port, "/feed", { bearer })];
  client.send(subscribeTo(peer));
  await commitLogs(db, [numbered(peer, 0)]);
  await told(client, [0]);
  const open = await beginLogs(db, [numbered(peer, 1)]);
  await vi.waitFor(() => expect(late.socket.readyState).toBe(1));
  await proxy.away();
  // Writers have their own way to the database.
  await commitLogs(db, [numbered(peer, 2), numbered(other, 10)]);
  await open.commit();
  late.send(subscribeTo(other));
  await commitLogs(db, [numbered(peer, 3)]);
  await proxy.back();
  await commitLogs(db, [numbered(other, 11)]);
  await told(client, [0, 1, 2, 3]);
  await told(late, [10, 11]);
  await commitLogs(db, [numbered(peer, 4), numbered(other, 12)]);
  await told(client, [0, 1, 2, 3, 4]);
  await told(late, [10, 11, 12]);
  expect([client.ended, late.ended]).toEqual([[], []]);
});
