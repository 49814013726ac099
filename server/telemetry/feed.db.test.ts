import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { authenticateHeaders } from "#lib/auth/authenticate";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { telemetryCounters } from "#lib/telemetry/counters";
import { createTelemetryTicket } from "#lib/telemetry/create-socket-ticket";
import { foldCounts } from "#lib/telemetry/fold-counts";
import { provideTestSecret, sessionCookie, testKey } from "../realtime/testing/client.ts";
import { beginLogs, commitLogs, cutListeners, numbered } from "./testing/commit-logs.ts";
import { closePlainClients, connectPlain, type PlainClient } from "./testing/plain-client.ts";
import { type ReadingProcess, startReadingProcess } from "./testing/reading-process.ts";

const db = testDatabase();
let one: ReadingProcess;
let bearer: string;

beforeAll(async () => {
  provideTestSecret();
  one = await startReadingProcess(db.url);
  ({ key: bearer } = await testKey(db, ["telemetry:read"]));
});
afterEach(closePlainClients);
afterAll(() => one.close());

const Raw = z.object({
  peer_message: z.object({ peer_id: z.string(), msg: z.string() }),
  data: z.array(z.object({ log: z.object({ payload: z.object({ n: z.number() }) }), created_at: z.string() })),
});
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const newPeer = () => crypto.randomUUID();
const subscribeTo = (peer_id: string, extra: object = {}) => ({
  ...{ peer_id, msg: "block.import", interest: "subscribe", start_time: minutesAgo(30) },
  ...extra,
});

/** The numbers that were told of a peer, in order. */
function numbersOf(client: PlainClient, peerId: string): number[] {
  return client.messages.flatMap((message) => {
    const parsed = Raw.safeParse(message);
    return parsed.success && parsed.data.peer_message.peer_id === peerId ? parsed.data.data.map(({ log }) => log.payload.n) : [];
  });
}
const told = (client: PlainClient, peerId: string, numbers: number[]) =>
  vi.waitFor(() => expect(numbersOf(client, peerId)).toEqual(numbers), 10_000);
const ended = (client: PlainClient, how: string) => vi.waitFor(() => expect(client.ended).toEqual([how]), 15_000);
const reader = () => connectPlain(one.port, "/feed", { bearer });
/** Resolves when it is told what is committed from now on. */
async function live(client: PlainClient, peerId: string, n = -1): Promise<void> {
  await commitLogs(db, [numbered(peerId, n)]);
  await vi.waitFor(() => expect(numbersOf(client, peerId)).toContain(n), 10_000);
}

describe("messages as they came", () => {
  test("first what is stored since the time, in the node's order, then what is committed; of this peer and type alone", async () => {
    const peer = newPeer();
    await commitLogs(db, [
      numbered(peer, 2, { createdAt: minutesAgo(5) }),
      numbered(peer, 1, { createdAt: minutesAgo(10) }),
      numbered(peer, 0, { createdAt: minutesAgo(31) }),
    ]);
    await commitLogs(db, [numbered(newPeer(), 7), numbered(peer, 8, { msg: "other" })]);
    const client = reader();
    client.send(subscribeTo(peer));
    await told(client, peer, [1, 2]);
    await commitLogs(db, [numbered(peer, 3), numbered(newPeer(), 9), numbered(peer, 10, { msg: "other" })]);
    await commitLogs(db, [numbered(peer, 4)]);
    await told(client, peer, [1, 2, 3, 4]);
    expect(client.messages[0]).toEqual({
      peer_message: { peer_id: peer, msg: "block.import" },
      data: [
        {
          log: { id: 1, payload: { msg: "block.import", n: 1 }, ts: expect.any(String) },
          created_at: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/),
        },
        expect.anything(),
      ],
    });
  });

  test("not before the time that is kept for readers", async () => {
    const [short, peer] = [await startReadingProcess(db.url, { expiryS: 60 }), newPeer()];
    await commitLogs(db, [numbered(peer, 1, { createdAt: minutesAgo(2) }), numbered(peer, 2, { createdAt: minutesAgo(0.5) })]);
    const client = connectPlain(short.port, "/feed", { bearer });
    client.send(subscribeTo(peer, { start_time: "1970-01-01T00:00:00" }));
    await told(client, peer, [2]);
    closePlainClients();
    await short.close();
  });

  test("many stored ones come in pages, none twice", async () => {
    const peer = newPeer();
    const numbers = Array.from({ length: 2_500 }, (_, index) => index);
    const at = (index: number) => new Date(Date.now() - 600_000 + Math.floor(index / 3)).toISOString();
    await commitLogs(
      db,
      numbers.map((index) => numbered(peer, index, { createdAt: at(index) })),
    );
    const client = reader();
    client.send(subscribeTo(peer));
    await told(client, peer, numbers);
    expect(client.messages.length).toBeGreaterThan(3);
  });

  test("a node whose clock is wrong is told as it is committed", async () => {
    const [client, peer] = [reader(), newPeer()];
    client.send(subscribeTo(peer, { start_time: minutesAgo(0.1) }));
    await live(client, peer);
    await commitLogs(db, [numbered(peer, 1, { createdAt: "2001-01-01T00:00:00.000Z", receivedAt: new Date().toISOString() })]);
    await told(client, peer, [-1, 1]);
  });
});

describe("none twice, none left out", () => {
  test("what was under way when somebody came, whatever its time of arrival, and in subtransactions", async () => {
    const peer = newPeer();
    const [early, late, undone] = [
      await beginLogs(db, [numbered(peer, 1, { createdAt: minutesAgo(20) })]),
      await beginLogs(db, [numbered(peer, 2, { createdAt: minutesAgo(40) })], { isFolded: true, isSavepoint: true }),
      await beginLogs(db, [numbered(peer, 3)]),
    ];
    await commitLogs(db, [numbered(peer, 4, { createdAt: minutesAgo(40) }), numbered(peer, 5, { createdAt: minutesAgo(10) })]);
    const client = reader();
    client.send(subscribeTo(peer));
    await told(client, peer, [5]);
    await undone.rollback();
    await live(client, peer);
    await late.commit();
    await told(client, peer, [5, -1, 2]);
    await early.commit();
    await told(client, peer, [5, -1, 2, 1]);
  });

  test("what is committed while nobody listens, also when its counts are folded meanwhile", async () => {
    const [client, peer] = [reader(), newPeer()];
    client.send(subscribeTo(peer));
    await live(client, peer);
    const open = await beginLogs(db, [numbered(peer, 1, { createdAt: minutesAgo(60) })]);
    await cutListeners(db);
    await commitLogs(db, [numbered(peer, 2)]);
    await open.commit();
    await foldCounts(db);
    await vi.waitFor(() => expect(numbersOf(client, peer).sort()).toEqual([-1, 1, 2]), 10_000);
    await live(client, peer, 3);
    expect(numbersOf(client, peer).sort()).toEqual([-1, 1, 2, 3]);
  });

  test("many writers, late commits, readers that come and listeners that are cut", async () => {
    const peers = [newPeer(), newPeer(), newPeer()];
    const readers: PlainClient[] = [];
    const expected = new Map<string, number[]>(peers.map((peer) => [peer, []]));
    let n = 0;
    const write = async (seed: number) => {
      for (let round = 0; round < 25; round++) {
        const logs = Array.from({ length: 1 + ((seed + round) % 3) }, () => {
          const peer = peers[(seed + n) % peers.length] ?? "";
          expected.get(peer)?.push(n);
          // Some arrived long before they are committed.
          return numbered(peer, n++, { createdAt: minutesAgo(round % 5 === 0 ? 25 : 0) });
        });
        const batch = await beginLogs(db, logs, { isSavepoint: round % 3 === 0 });
        await new Promise((resolve) => setTimeout(resolve, (seed * 7 + round * 13) % 40));
        await batch.commit();
        if (round % 6 === seed) await foldCounts(db);
        if (round === 10 && seed === 0) await cutListeners(db);
        if (round % 8 === seed) {
          const client = reader();
          readers.push(client);
          for (const peer of peers) client.send(subscribeTo(peer));
        }
      }
    };
    await Promise.all([0, 1, 2, 3].map(write));
    expect(readers.length).toBeGreaterThan(10);
    for (const client of readers)
      for (const peer of peers)
        await vi.waitFor(
          () => expect(numbersOf(client, peer).sort((a, b) => a - b)).toEqual([...(expected.get(peer) ?? [])].sort((a, b) => a - b)),
          15_000,
        );
  }, 60_000);
});

describe("subscriptions", () => {
  test("one that ends is told nothing more; one that begins again begins anew", async () => {
    const [client, peer, other] = [reader(), newPeer(), newPeer()];
    client.send(subscribeTo(peer));
    client.send(subscribeTo(other));
    await live(client, peer, 1);
    client.send({ peer_id: peer, msg: "block.import", interest: "unsubscribe" });
    await live(client, other, 1);
    await commitLogs(db, [numbered(peer, 2)]);
    await live(client, other, 2);
    expect(numbersOf(client, peer)).toEqual([1]);
    client.send(subscribeTo(peer));
    await told(client, peer, [1, 1, 2]);
  });

  test("a mistake is told and costs nothing else", async () => {
    const [client, peer] = [reader(), newPeer()];
    client.send("hello?");
    client.send({ peer_id: peer, interest: "subscribe" });
    client.send(subscribeTo(peer));
    await live(client, peer);
    expect(client.messages.slice(0, 2)).toEqual([
      { error: "The message is not valid JSON" },
      { error: expect.stringMatching(/^msg: .*start_time: /) },
    ]);
    expect(client.ended).toEqual([]);
  });

  test("a hundred on a socket, and not one more; ending one makes room", async () => {
    const client = reader();
    const peers = Array.from({ length: 101 }, newPeer);
    for (const peer of peers) client.send(subscribeTo(peer));
    await vi.waitFor(() => expect(client.messages).toEqual([{ error: "A socket may have at most 100 subscriptions" }]));
    client.send({ peer_id: peers[0], msg: "block.import", interest: "unsubscribe" });
    client.send(subscribeTo(peers[100] ?? ""));
    await live(client, peers[100] ?? "");
    await live(client, peers[99] ?? "");
  });

  test("durations by interval, target and name", async () => {
    const [client, peer] = [reader(), newPeer()];
    const start = Math.floor(Date.now() / 10_000) * 10_000 - 20_000;
    const span = (offsetMs: number, time: number) => {
      const createdAt = new Date(start + offsetMs).toISOString();
      return {
        peerId: peer,
        msg: "tracing.profiling",
        createdAt,
        frame: JSON.stringify({ msg: "tracing.profiling", target: "t", name: "n", time: String(time), ts: createdAt }),
      };
    };
    await commitLogs(db, [span(0, 10), span(5_000, 30), span(10_000, 7)]);
    client.send(subscribeTo(peer, { msg: "tracing.profiling", aggregate_type: "mean", aggregate_interval: 10 }));
    const message = (at: number, time: number) => ({
      peer_message: { peer_id: peer, msg: "tracing.profiling" },
      data: [{ time, name: "n", target: "t", values: "", created_at: new Date(start + at).toISOString().replace("Z", "000Z") }],
    });
    await vi.waitFor(() => expect(client.messages).toEqual([message(0, 20)]));
    await commitLogs(db, [span(10_001, 9), span(20_000, 1)]);
    await vi.waitFor(() => expect(client.messages).toEqual([message(0, 20), message(10_000, 8)]));
  });
});

test("who subscribes to the same again and again waits once, and only the last is read", async () => {
  const [client, others, peer] = [reader(), reader(), newPeer()];
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const rows = one.db.rows;
  const watched = vi.spyOn(one.db, "rows").mockImplementation(async (query, row) => {
    if (!query.text.includes("substrate_log_stats s")) return rows(query, row);
    begun.push(JSON.stringify(query.values));
    await gate.promise;
    return rows(query, row);
  });
  // Both turns are taken.
  for (const other of [newPeer(), newPeer()]) others.send(subscribeTo(other));
  await vi.waitFor(() => expect(begun).toHaveLength(2));
  for (let n = 0; n < 200; n++) client.send(subscribeTo(peer));
  client.send("all is heard");
  await vi.waitFor(() => expect(client.messages).toHaveLength(1));
  gate.resolve();
  await live(client, peer);
  expect(begun.filter((values) => values.includes(peer))).toHaveLength(1);
  watched.mockRestore();
});

describe("who may", () => {
  test("a session, a key or a ticket with the permission, and nobody else", async () => {
    const admin = await testUser(db, { role: "admin" });
    const user = await testUser(db);
    const { key: other } = await testKey(db, ["monitoring:read"]);
    const { actor } = await authenticateHeaders({ authorization: `Bearer ${bearer}` }, {}, "telemetry:read", db);
    const { ticket } = await createTelemetryTicket(testContext(db, { actor }), {});
    const let_in = [
      connectPlain(one.port, "/feed/", { cookie: await sessionCookie(admin.id) }),
      connectPlain(one.port, "/feed", { query: `ticket=${ticket}` }),
    ];
    const peer = newPeer();
    for (const client of let_in) client.send(subscribeTo(peer));
    for (const client of let_in) await live(client, peer, let_in.indexOf(client));
    await ended(connectPlain(one.port, "/feed", { query: `ticket=${ticket}` }), "401 unauthenticated");
    await ended(connectPlain(one.port, "/feed", {}), "401 unauthenticated");
    await ended(connectPlain(one.port, "/feed", { cookie: await sessionCookie(user.id) }), "403 forbidden");
    await ended(connectPlain(one.port, "/feed", { bearer: other }), "403 forbidden");
    await ended(connectPlain(one.port, "/feed", { bearer, query: "peer_id=x" }), "400 validation_failed");
    await ended(connectPlain(one.port, "/feed/more", { bearer }), "404 not_found");
  });

  test("only as long as they may; and they are counted", async () => {
    const gone = await testKey(db, ["telemetry:read"]);
    const before = { ...telemetryCounters() };
    const [client, stays] = [connectPlain(one.port, "/feed", { bearer: gone.key }), reader()];
    await vi.waitFor(() => expect([client.socket.readyState, stays.socket.readyState]).toEqual([1, 1]));
    await db.rows(sql`update api_key set revoked_at = now() where id = ${gone.id}::uuid returning 1`, z.unknown());
    await ended(client, "1008");
    expect(stays.ended).toEqual([]);
    const { feedsOpened, feedsClosed } = telemetryCounters();
    expect(feedsOpened - before.feedsOpened).toBe(2);
    expect(feedsClosed - before.feedsClosed).toBeGreaterThanOrEqual(1);
  });
});

describe("limits", () => {
  const filler = "x".repeat(400_000);
  const long = (peerId: string, n: number) => ({
    ...numbered(peerId, n),
    frame: JSON.stringify({ id: 1, payload: { msg: "block.import", n, filler } }),
  });

  test("a message beyond 64 kB closes the socket", async () => {
    const client = reader();
    client.send("x".repeat(65 * 1024));
    await ended(client, "1009");
  });

  test("what is stored comes as its reader takes it: a pause at the beginning costs nobody the connection", async () => {
    const [late, stopped, peer, other] = [reader(), reader(), newPeer(), newPeer()];
    await commitLogs(
      db,
      Array.from({ length: 60 }, (_, n) => long(peer, n)),
    );
    stopped.send(subscribeTo(other));
    await live(stopped, other);
    const before = one.connections();
    late.socket.once("message", () => late.socket.pause());
    late.send(subscribeTo(peer));
    await vi.waitFor(() => expect(late.socket.isPaused).toBe(true), 10_000);
    stopped.socket.pause();
    for (let n = 0; n < 60; n++) await commitLogs(db, [long(other, n)]);
    // Both were looked at when this one was cut.
    await vi.waitFor(() => expect(one.connections()).toBeLessThan(before), 10_000);
    late.socket.resume();
    await told(
      late,
      peer,
      Array.from({ length: 60 }, (_, n) => n),
    );
    expect(late.ended).toEqual([]);
  }, 60_000);

  test("a reader that stops is closed with 1013, another one goes on", async () => {
    const [slow, quick, peer] = [reader(), reader(), newPeer()];
    for (const client of [slow, quick]) client.send(subscribeTo(peer));
    await Promise.all([slow, quick].map((client) => live(client, peer)));
    const before = one.connections();
    slow.socket.pause();
    for (let n = 0; n < 60; n++) await commitLogs(db, [long(peer, n)]);
    await vi.waitFor(() => expect(numbersOf(quick, peer).filter((n) => n >= 0)).toHaveLength(60), 20_000);
    // The slow one is cut twice a second.
    await vi.waitFor(() => expect(one.connections()).toBe(before - 1), 10_000);
    slow.socket.resume();
    await ended(slow, "1013");
    expect(quick.ended).toEqual([]);
  }, 60_000);
});

test("a process that stops says so with 1012", async () => {
  const stopping = await startReadingProcess(db.url);
  const [client, peer] = [connectPlain(stopping.port, "/feed", { bearer }), newPeer()];
  client.send(subscribeTo(peer));
  await live(client, peer);
  await stopping.close();
  await ended(client, "1012");
});
