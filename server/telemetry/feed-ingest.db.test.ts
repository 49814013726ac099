import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { connectedMessage, messageOf } from "#lib/telemetry/testing/messages";
import { type TestSink, testSink, testSocket } from "../ingest/testing/test-sink.ts";
import { testKey } from "../realtime/testing/client.ts";
import { closePlainClients, connectPlain } from "./testing/plain-client.ts";
import { type ReadingProcess, startReadingProcess } from "./testing/reading-process.ts";

const db = testDatabase();
let one: ReadingProcess;
let sink: TestSink;
let bearer: string;

beforeAll(async () => {
  one = await startReadingProcess(db.url);
  sink = testSink(db);
  ({ key: bearer } = await testKey(db, ["telemetry:read"]));
});
afterEach(closePlainClients);
afterAll(async () => {
  await sink.close();
  await sink.keeper.close();
  await one.close();
});

test("what ingest stores is told, also what came before its node said who it is, once", async () => {
  const [peer, socket] = [crypto.randomUUID(), testSocket()];
  const client = connectPlain(one.port, "/feed", { bearer });
  client.send({ peer_id: peer, msg: "block.import", interest: "subscribe", start_time: new Date(Date.now() - 60_000).toISOString() });
  let n = 0;
  const send = (count: number) => {
    for (let index = 0; index < count; index++) {
      const message = messageOf({ id: 1, at: new Date(), payload: { msg: "block.import", n: n++ } });
      sink.take(socket, message, message.text.length, Date.now());
    }
  };
  const told = () =>
    client.messages.flatMap((message) => (message as { data: { log: { payload: { n: number } } }[] }).data.map(({ log }) => log.payload.n));
  const stored = () => vi.waitFor(() => expect(sink.counters.inFlight).toBe(0));
  await vi.waitFor(() => expect(client.socket.readyState).toBe(1));
  send(3);
  await stored();
  expect(told()).toEqual([]);
  const named = connectedMessage(peer, { at: new Date() });
  sink.take(socket, named, named.text.length, Date.now());
  send(2);
  await vi.waitFor(() => expect(told().sort()).toEqual([0, 1, 2, 3, 4]));
  for (let round = 0; round < 20; round++) {
    send(10);
    await stored();
  }
  await vi.waitFor(() => expect(told().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, index) => index)));
});
