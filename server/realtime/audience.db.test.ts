import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { announce, connectClient, disconnectClients, provideTestSecret, sessionCookie, testKey } from "./testing/client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let one: WebProcess;
let two: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  one = await startWebProcess(db.url);
  two = await startWebProcess(db.url);
});
afterEach(disconnectClients);
afterAll(async () => {
  await one.close();
  await two.close();
});

const connected = (client: { heard: string[] }) => vi.waitFor(() => expect(client.heard[0]).toMatch(/^hello /), 10_000);

test("two web processes on one database tell the same events to their own sockets", async () => {
  const user = await testUser(db);
  const cookie = await sessionCookie(user.id);
  const clients = [connectClient(one.port, { cookie }), connectClient(two.port, { cookie })];
  await Promise.all(clients.map(connected));
  const seq = await announce(db, "usage:updated", [`user:${user.id}`], {});
  await vi.waitFor(
    () => expect(clients.map(({ heard }) => heard.at(-1))).toEqual([`usage:updated ${seq}`, `usage:updated ${seq}`]),
    10_000,
  );
});

test("nobody hears what is meant for another user or needs another permission", async () => {
  const [ada, bob, admin] = [await testUser(db), await testUser(db), await testUser(db, { role: "admin" })];
  const key = await testKey(db, ["fleet:read"]);
  const of = {
    ada: connectClient(one.port, { cookie: await sessionCookie(ada.id) }),
    bob: connectClient(one.port, { cookie: await sessionCookie(bob.id) }),
    admin: connectClient(two.port, { cookie: await sessionCookie(admin.id) }),
    key: connectClient(two.port, { key: key.key }),
  };
  await Promise.all(Object.values(of).map(connected));
  const a = await announce(db, "usage:updated", [`user:${ada.id}`], {});
  const b = await announce(db, "user:changed", [`user:${bob.id}`, "permission:users:read"], { userId: bob.id });
  const c = await announce(db, "node-server:changed", ["permission:fleet:read"], { nodeServerId: 1 });
  const d = await announce(db, "package:activated", ["permission:packages:read"], { userId: ada.id, queueItemId: "x" });
  // The last event reaches everybody, so whatever was not heard before it is never heard.
  const rooms = [`user:${ada.id}` as const, `user:${bob.id}` as const, "permission:fleet:read" as const];
  const last = await announce(db, "node-client:changed", rooms, { nodeClientId: 1, nodeServerId: 1 });
  const end = `node-client:changed ${last}`;
  await vi.waitFor(() => expect(Object.values(of).every(({ heard }) => heard.at(-1) === end)).toBe(true), 10_000);
  const heard = Object.fromEntries(Object.entries(of).map(([name, client]) => [name, client.heard.slice(1, -1)]));
  expect(heard).toEqual({
    ada: [`usage:updated ${a}`],
    bob: [`user:changed ${b}`],
    admin: [`user:changed ${b}`, `node-server:changed ${c}`, `package:activated ${d}`],
    key: [`node-server:changed ${c}`],
  });
});

test("an event names its type, number and time, never its audience", async () => {
  const user = await testUser(db);
  const client = connectClient(one.port, { cookie: await sessionCookie(user.id) });
  const messages: unknown[] = [];
  client.socket.on("user:changed", (message) => messages.push(message));
  await connected(client);
  const seq = await announce(db, "user:changed", [`user:${user.id}`], { userId: user.id });
  await vi.waitFor(() => expect(messages).toHaveLength(1), 10_000);
  expect(messages).toEqual([{ seq, type: "user:changed", at: expect.stringMatching(/^\d{4}-.*Z$/), payload: { userId: user.id } }]);
});

test("handshakes: a key in the header is as good; everything else is refused and closed", async () => {
  const key = await testKey(db, []);
  const user = await testUser(db);
  await connected(connectClient(one.port, { bearer: key.key }));
  const cookie = await sessionCookie(user.id);
  await connected(connectClient(one.port, { cookie, origin: `http://127.0.0.1:${one.port}` }));
  const refused = {
    nobody: connectClient(one.port, {}),
    wrongKey: connectClient(one.port, { key: `${key.key}x` }),
    brokenBearer: connectClient(one.port, { bearer: "%E0%A4%A" }),
    forgedCookie: connectClient(one.port, { cookie: "next-auth.session-token=nonsense" }),
    oldSession: connectClient(one.port, { cookie: await sessionCookie(user.id, 7) }),
    otherSite: connectClient(one.port, { cookie, origin: "https://evil.example" }),
    opaqueOrigin: connectClient(one.port, { cookie, origin: "null" }),
  };
  const closed = Object.values(refused).map(({ socket }) => vi.waitFor(() => expect(socket.io.engine.readyState).toBe("closed"), 10_000));
  await Promise.all(closed);
  expect(Object.fromEntries(Object.entries(refused).map(([name, client]) => [name, client.refused]))).toEqual({
    nobody: ["unauthenticated"],
    wrongKey: ["unauthenticated"],
    brokenBearer: ["unauthenticated"],
    forgedCookie: ["unauthenticated"],
    oldSession: ["unauthenticated"],
    otherSite: ["forbidden"],
    opaqueOrigin: ["forbidden"],
  });
  expect(Object.values(refused).flatMap(({ heard }) => heard)).toEqual([]);
});

test("a socket that sends a command is closed", async () => {
  const client = connectClient(one.port, { key: (await testKey(db, [])).key });
  await connected(client);
  client.socket.emit("node-server:changed", { nodeServerId: 1 });
  await vi.waitFor(() => expect(client.disconnected).toHaveLength(1), 10_000);
});
