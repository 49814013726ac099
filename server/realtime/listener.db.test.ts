import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { announce, connectClient, disconnectClients, provideTestSecret, testKey } from "./testing/client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let web: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  web = await startWebProcess(db.url);
});
afterEach(disconnectClients);
afterAll(() => web.close());

const changed = (nodeServerId: number) => announce(db, "node-server:changed", ["permission:fleet:read"], { nodeServerId });
const killListener = () =>
  db.rows(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fleetlight-listen' and datname = current_database()`,
    z.unknown(),
  );

test("nothing is missed while the listening connection is killed again and again", async () => {
  const client = connectClient(web.port, { key: (await testKey(db, ["fleet:read"])).key });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  const sent: string[] = [];
  for (let round = 0; round < 5; round++) {
    await vi.waitFor(() => expect(web.realtime.isListening()).toBe(true), 10_000);
    expect(await killListener()).toHaveLength(1);
    sent.push(await changed(round), await changed(round));
  }
  await vi.waitFor(() => expect(client.heard.slice(1)).toEqual(sent.map((seq) => `node-server:changed ${seq}`)), 15_000);
});

test("a lost notification only delays", async () => {
  const client = connectClient(web.port, { key: (await testKey(db, ["fleet:read"])).key });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  const silent = sql`
    insert into event_log (type, rooms, payload, at) values ('node-server:changed', '{permission:fleet:read}', '{"nodeServerId":1}', now())
    returning seq`;
  const [row] = await db.rows(silent, z.object({ seq: z.bigint() }));
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(`node-server:changed ${row?.seq}`), 10_000);
});

test("a log that starts again (a restored backup): connected clients get one resync", async () => {
  const client = connectClient(web.port, { key: (await testKey(db, ["fleet:read"])).key });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  await db.rows(sql`with gone as (delete from event_log) select setval('event_log_seq_seq', 1, false)`, z.unknown());
  await killListener();
  await vi.waitFor(() => expect(client.heard.slice(1)).toEqual(["resync 0"]), 10_000);
  const next = await changed(1);
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(`node-server:changed ${next}`), 10_000);
});
