import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { testUser } from "#lib/auth/testing/user";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { connectClient, disconnectClients, provideTestSecret, sessionCookie, testKey } from "./testing/client.ts";
import { startWebProcess, type WebProcess } from "./testing/web-process.ts";

const db = testDatabase();
let web: WebProcess;

beforeAll(async () => {
  provideTestSecret();
  web = await startWebProcess(db.url);
});
afterEach(disconnectClients);
afterAll(() => web.close());

const touch = (statement: Sql) => db.rows(sql`${statement} returning 1`, z.unknown());

test.each([
  { name: "a disabled user", change: (id: string) => sql`update app_user set disabled_at = now() where id = ${id}::uuid` },
  { name: "signed out everywhere", change: (id: string) => sql`update app_user set token_version = 2 where id = ${id}::uuid` },
  { name: "another role", change: (id: string) => sql`update app_user set role = 'admin' where id = ${id}::uuid` },
  { name: "a deleted user", change: (id: string) => sql`delete from app_user where id = ${id}::uuid` },
])("$name is cut off, others are not", async ({ change }) => {
  const [user, other] = [await testUser(db), await testUser(db)];
  const clients = [
    connectClient(web.port, { cookie: await sessionCookie(user.id) }),
    connectClient(web.port, { cookie: await sessionCookie(user.id) }),
    connectClient(web.port, { cookie: await sessionCookie(other.id) }),
  ];
  await vi.waitFor(() => expect(clients.every(({ heard }) => heard.length === 1)).toBe(true), 10_000);
  await touch(change(user.id));
  await vi.waitFor(() => expect(clients.map(({ disconnected }) => disconnected.length)).toEqual([1, 1, 0]), 10_000);
});

test.each([
  { name: "a revoked key", change: (id: string) => sql`update api_key set revoked_at = now() where id = ${id}::uuid` },
  { name: "an expired key", change: (id: string) => sql`update api_key set expires_at = now() where id = ${id}::uuid` },
  { name: "a key that lost a permission", change: (id: string) => sql`update api_key set permissions = '{}' where id = ${id}::uuid` },
])("$name is cut off", async ({ change }) => {
  const { id, key } = await testKey(db, ["fleet:read"]);
  const client = connectClient(web.port, { key });
  await vi.waitFor(() => expect(client.heard).toHaveLength(1), 10_000);
  await touch(change(id));
  await vi.waitFor(() => expect(client.disconnected).toHaveLength(1), 10_000);
});
