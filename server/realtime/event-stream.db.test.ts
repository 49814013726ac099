import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { authenticateHeaders } from "#lib/auth/authenticate";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { transaction } from "#lib/core/transaction";
import { createEventTicket } from "#lib/realtime/create-event-ticket";
import { publish } from "#lib/realtime/publish";
import { purgeEvents } from "#lib/realtime/purge-events";
import { announce, provideTestSecret, sessionCookie, testKey } from "./testing/client.ts";
import { closeStreams, readStream, type StreamClient } from "./testing/stream-client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let one: WebProcess;
let two: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  one = await startWebProcess(db.url);
  two = await startWebProcess(db.url);
});
afterEach(closeStreams);
afterAll(async () => {
  await one.close();
  await two.close();
});

const monitoring = ["monitoring:read"] as const;
const room = "permission:monitoring:read" as const;
const news = { alertId: "a", status: "firing", severity: "critical", source: "node", title: "Down", isMuted: false } as const;
const fired = () => announce(db, "alert:fired", [room], news);
const worse = () => announce(db, "health:changed", [room], { component: "jobs", status: "degraded", previous: "healthy" });
const greeted = (client: StreamClient) => vi.waitFor(() => expect(client.heard[0]).toMatch(/^(hello|resync) /), 10_000);
const heardLast = (client: StreamClient, end: string) => vi.waitFor(() => expect(client.heard.at(-1)).toBe(end), 20_000);
const ended = (client: StreamClient, how: string) => vi.waitFor(() => expect(client.ended).toEqual([how]), 10_000);

async function ticketOf(bearer: string): Promise<string> {
  const { actor } = await authenticateHeaders({ authorization: `Bearer ${bearer}` }, {}, "monitoring:read", db);
  return (await createEventTicket(testContext(db, { actor }), {})).ticket;
}

test("a message names its number, type, time and what happened; two processes tell the same", async () => {
  const { key: bearer } = await testKey(db, monitoring);
  const clients = [readStream(one.port, { bearer }), readStream(two.port, { bearer })];
  await Promise.all(clients.map(greeted));
  const seq = await fired();
  for (const client of clients) {
    await heardLast(client, `alert:fired ${seq}`);
    expect(client.messages.at(-1)).toEqual({
      id: seq,
      type: "alert",
      data: { event: "alert:fired", ...news },
      timestamp: expect.any(String),
    });
  }
});

test("?types= filters; a filter without system has no greeting", async () => {
  const { key: bearer } = await testKey(db, monitoring);
  const alerts = readStream(one.port, { bearer, query: "types=alert,task" });
  const all = readStream(one.port, { bearer });
  await greeted(all);
  await vi.waitFor(() => expect(alerts.socket.readyState).toBe(1), 10_000);
  // Whoever is greeted later was not brought up to date later: an event that both hear tells that both are.
  const first = await fired();
  await heardLast(alerts, `alert:fired ${first}`);
  const system = await worse();
  const last = await fired();
  await heardLast(all, `alert:fired ${last}`);
  await heardLast(alerts, `alert:fired ${last}`);
  expect(alerts.heard).toEqual([`alert:fired ${first}`, `alert:fired ${last}`]);
  expect(all.heard).toContain(`health:changed ${system}`);
});

test("nobody hears what is another user's or needs another permission", async () => {
  const [ada, bob] = [await testUser(db, { role: "admin" }), await testUser(db, { role: "admin" })];
  const { key: bearer } = await testKey(db, monitoring);
  const [admin, key] = [readStream(one.port, { cookie: await sessionCookie(ada.id) }), readStream(one.port, { bearer })];
  await Promise.all([admin, key].map(greeted));
  await announce(db, "usage:updated", [`user:${bob.id}`], {});
  const own = await announce(db, "usage:updated", [`user:${ada.id}`], {});
  const fleet = await announce(db, "node-server:changed", ["permission:fleet:read"], { nodeServerId: 1 });
  const last = await fired();
  await Promise.all([admin, key].map((client) => heardLast(client, `alert:fired ${last}`)));
  expect(admin.heard.slice(1)).toEqual([`usage:updated ${own}`, `node-server:changed ${fleet}`, `alert:fired ${last}`]);
  expect(key.heard.slice(1)).toEqual([`alert:fired ${last}`]);
});

test("?since= tells what was missed, at another process too, in order and once, while events go on", async () => {
  const { key: bearer } = await testKey(db, monitoring);
  const seen = await fired();
  const sent: string[] = [];
  let isDone = false;
  const announcing = (async () => {
    while (!isDone) sent.push(await fired());
  })();
  const clients: StreamClient[] = [];
  for (let number = 0; number < 20; number++) {
    clients.push(readStream(number % 2 ? one.port : two.port, { bearer, query: `since=${seen}` }));
    await vi.waitFor(() => expect(clients.at(-1)?.heard.length).toBeGreaterThan(0), 10_000);
  }
  isDone = true;
  await announcing;
  for (const client of clients) {
    await heardLast(client, `alert:fired ${sent.at(-1)}`);
    expect(client.heard).toEqual(sent.map((seq) => `alert:fired ${seq}`));
  }
});

test("a number that the log no longer holds, or never did: one resync, also through a filter, then live", async () => {
  const { key: bearer } = await testKey(db, monitoring);
  for (let id = 0; id < 3; id++) await fired();
  await db.rows(sql`update event_log set at = now() - interval '25 hours' returning 1`, z.unknown());
  await purgeEvents(db, new Date(Date.now() - 86_400_000));
  const fresh = await startWebProcess(db.url);
  for (const since of ["1", "999999999"]) {
    const client = readStream(fresh.port, { bearer, query: `since=${since}&types=alert` });
    await greeted(client);
    const next = await fired();
    await heardLast(client, `alert:fired ${next}`);
    expect(client.heard).toEqual([expect.stringMatching(/^resync \d+$/), `alert:fired ${next}`]);
  }
  closeStreams();
  await fresh.close();
});

test("who may not is refused before the upgrade, with a problem", async () => {
  const [admin, user] = [await testUser(db, { role: "admin" }), await testUser(db)];
  const { key: bearer } = await testKey(db, monitoring);
  const cookie = await sessionCookie(admin.id);
  const refused = {
    "401 unauthenticated": [{}, { bearer: `${bearer}x` }, { query: "ticket=nonsense" }, { cookie: "next-auth.session-token=x" }],
    "403 forbidden": [
      { cookie: await sessionCookie(user.id) },
      { bearer: (await testKey(db, ["fleet:read"])).key },
      { cookie, origin: "https://evil.example" },
    ],
    "400 validation_failed": [
      { bearer, query: "since=abc" },
      { bearer, query: "types=alert,nonsense" },
      { bearer, query: "since=1&since=2" },
      { bearer, query: "since=1&what=2" },
    ],
    "404 not_found": [
      { bearer, path: "/api/v1/monitoring/eventsx" },
      { bearer, path: "/api/v1/monitoring/events/ticket" },
    ],
  };
  for (const [how, attempts] of Object.entries(refused)) for (const attempt of attempts) await ended(readStream(one.port, attempt), how);
  await greeted(readStream(one.port, { cookie, origin: `http://127.0.0.1:${one.port}` }));
});

test("a ticket opens one stream, as the one who asked for it, within a minute", async () => {
  const { id, key: bearer } = await testKey(db, monitoring);
  const ticket = await ticketOf(bearer);
  await greeted(readStream(two.port, { query: `ticket=${ticket}`, origin: "https://dashboard.example" }));
  await ended(readStream(one.port, { query: `ticket=${ticket}` }), "401 unauthenticated");
  const late = await ticketOf(bearer);
  await db.rows(sql`update event_ticket set expires_at = now() returning 1`, z.unknown());
  await ended(readStream(one.port, { query: `ticket=${late}` }), "401 unauthenticated");
  const revoked = await ticketOf(bearer);
  await db.rows(sql`update api_key set revoked_at = now() where id = ${id}::uuid returning 1`, z.unknown());
  await ended(readStream(one.port, { query: `ticket=${revoked}` }), "401 unauthenticated");
});

test("a user's ticket is worth nothing once they have signed out everywhere", async () => {
  const admin = await testUser(db, { role: "admin" });
  const { actor } = await authenticateHeaders({ cookie: await sessionCookie(admin.id) }, {}, "monitoring:read", db);
  const ctx = testContext(db, { actor });
  const [first, second] = [await createEventTicket(ctx, {}), await createEventTicket(ctx, {})];
  await greeted(readStream(one.port, { query: `ticket=${first.ticket}` }));
  await db.rows(sql`update app_user set token_version = token_version + 1 where id = ${admin.id}::uuid returning 1`, z.unknown());
  await ended(readStream(one.port, { query: `ticket=${second.ticket}` }), "401 unauthenticated");
});

test("a revoked key's stream is closed, another one's is not", async () => {
  const [gone, stays] = [await testKey(db, monitoring), await testKey(db, monitoring)];
  const clients = [readStream(one.port, { bearer: gone.key }), readStream(one.port, { bearer: stays.key })];
  await Promise.all(clients.map(greeted));
  await db.rows(sql`update api_key set revoked_at = now() where id = ${gone.id}::uuid returning 1`, z.unknown());
  await vi.waitFor(() => expect(clients.map((client) => client.ended)).toEqual([["1008"], []]), 10_000);
});

test("a reader that stops is closed with 1013, another one gets everything, and it can resume", async () => {
  const { key: bearer } = await testKey(db, ["monitoring:read", "usage:read"]);
  const [slow, reader] = [readStream(one.port, { bearer }), readStream(one.port, { bearer })];
  await Promise.all([slow, reader].map(greeted));
  const before = one.realtime.connections();
  slow.socket.pause();
  const detail = "x".repeat(16_000);
  let megabytes = 0;
  // The network's own buffers take some megabytes before anything queues with us.
  while (one.realtime.connections() === before && megabytes < 40) {
    await transaction(db, async (tx) => {
      for (let id = 1; id <= 64; id++)
        publish(tx, new Date(), "usage:report-refused", ["permission:usage:read"], { nodeServerId: id, code: "test", detail });
    });
    megabytes++;
    await vi.waitFor(() => expect(reader.heard).toHaveLength(1 + megabytes * 64), 20_000);
  }
  await vi.waitFor(() => expect(one.realtime.connections()).toBe(before - 1), 10_000);
  const missed = await fired();
  await heardLast(reader, `alert:fired ${missed}`);
  slow.socket.resume();
  await ended(slow, "1013");
  const cutAt = slow.messages.at(-1)?.id;
  expect(slow.heard.length).toBeLessThan(reader.heard.length);
  expect(reader.ended).toEqual([]);
  const again = readStream(two.port, { bearer, query: `since=${cutAt}` });
  await heardLast(again, reader.heard.at(-1) ?? "");
  expect([...slow.heard, ...again.heard].slice(1)).toEqual(reader.heard.slice(1));
});

test("a stream that is spoken to is closed, and so is one that breaks the limits", async () => {
  const { key: bearer } = await testKey(db, monitoring);
  const [speaker, flood] = [readStream(one.port, { bearer }), readStream(one.port, { bearer })];
  await Promise.all([speaker, flood].map(greeted));
  speaker.socket.send("acknowledge 7");
  flood.socket.send("x".repeat(65 * 1024));
  await ended(speaker, "1008");
  await ended(flood, "1009");
});

test("a peer is pinged; one that answers nothing is closed", async () => {
  const quick = await startWebProcess(db.url, { pingMs: 100 });
  const { key: bearer } = await testKey(db, monitoring);
  const [alive, silent] = [readStream(quick.port, { bearer }), readStream(quick.port, { bearer })];
  await Promise.all([alive, silent].map(greeted));
  let pings = 0;
  alive.socket.on("ping", () => pings++);
  silent.socket.pause();
  await vi.waitFor(() => expect(quick.realtime.connections()).toBe(1), 10_000);
  await vi.waitFor(() => expect(pings).toBeGreaterThan(3), 10_000);
  expect(alive.ended).toEqual([]);
  closeStreams();
  await quick.close();
});

test("a process that stops says so with 1012; what is missed meanwhile is told by the next one", async () => {
  const stopping = await startWebProcess(db.url);
  const { key: bearer } = await testKey(db, monitoring);
  const client = readStream(stopping.port, { bearer });
  await greeted(client);
  const seen = await fired();
  await heardLast(client, `alert:fired ${seen}`);
  await stopping.close();
  await ended(client, "1012");
  const missed = await fired();
  const again = readStream(one.port, { bearer, query: `since=${seen}` });
  await heardLast(again, `alert:fired ${missed}`);
  expect(again.heard).toEqual([`alert:fired ${missed}`]);
});
