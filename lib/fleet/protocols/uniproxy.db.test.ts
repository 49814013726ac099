import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { uniProxyAlive } from "#lib/fleet/protocols/uniproxy-alive";
import { uniProxyAliveList } from "#lib/fleet/protocols/uniproxy-alive-list";
import { uniProxyConfig } from "#lib/fleet/protocols/uniproxy-config";
import { uniProxyStatus } from "#lib/fleet/protocols/uniproxy-status";
import { uniProxyUser } from "#lib/fleet/protocols/uniproxy-user";
import { addClient, addServer, givePackage } from "#lib/fleet/testing/fleet";
import { callNode } from "#lib/fleet/testing/node-call";

const db = testDatabase();
let server: Awaited<ReturnType<typeof addServer>>;
let query: { node_id: number; node_type: string; token: string };

beforeEach(async () => {
  await db.pool.query("truncate node_server, package_queue, package, app_user restart identity cascade");
  server = await addServer(db, { config: { server_port: 8443, network: "ws", base_config: { push_interval: 90 } } });
  query = { node_id: server.id, node_type: "vmess", token: server.token };
});

const Clock = z.object({ heard: z.boolean() });
const wasHeard = async () =>
  (await db.rows(sql`select last_online_at is not null as heard from node_server where id = ${server.id}`, Clock))[0]?.heard;

describe("every call", () => {
  const calls = { config: uniProxyConfig, user: uniProxyUser, alivelist: uniProxyAliveList, alive: uniProxyAlive, status: uniProxyStatus };

  test.each(Object.entries(calls))("%s: a wrong token is 403, an unknown server 404, both without detail", async (_name, route) => {
    for (const token of ["wrong", ""]) {
      const { status, body } = await callNode(route, { ...query, token }, { body: {} });
      expect([status, body]).toMatchObject([403, { code: "forbidden", detail: "Forbidden" }]);
    }
    for (const nodeId of [99, "x", "1 or 1=1", "99999999999999", ""]) {
      const { status, body } = await callNode(route, { ...query, node_id: nodeId }, { body: {} });
      expect([status, body]).toMatchObject([404, { code: "not_found", detail: "Not found" }]);
    }
    expect(await wasHeard()).toBe(false);
  });

  test.each(Object.entries(calls))("%s is a heartbeat", async (_name, route) => {
    await callNode(route, query, { body: {} });
    expect(await wasHeard()).toBe(true);
  });
});

describe("config", () => {
  test("is the server's own, with intervals and an ETag", async () => {
    const { status, body, headers } = await callNode(uniProxyConfig, query);
    expect([status, body]).toEqual([200, { server_port: 8443, network: "ws", base_config: { push_interval: 90, pull_interval: 60 } }]);
    expect(headers.get("content-type")).toBe("application/json");
    const etag = headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{40}"$/);
    for (const match of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await callNode(uniProxyConfig, query, { headers: { "if-none-match": match } });
      expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, undefined, etag]);
    }
    await db.pool.query("update node_server set server_side_config = '{\"server_port\": 1}'");
    expect((await callNode(uniProxyConfig, query, { headers: { "if-none-match": etag } })).status).toBe(200);
  });
});

describe("user", () => {
  const users = async () => (await callNode(uniProxyUser, query)).body;

  test("lists whom the server's clients allow, once each, by uid", async () => {
    await addClient(db, server.id, { groups: [1, 2], speedLimit: 100 });
    await addClient(db, server.id, { groups: [2], speedLimit: 300 });
    await addClient(db, server.id, { groups: [3], isEnabled: false });
    const [one, two] = [await testUser(db), await testUser(db)];
    await givePackage(db, two, { group: 2, devices: 3 });
    await givePackage(db, one, { group: 1 });
    await givePackage(db, await testUser(db), { group: 3 });
    await givePackage(db, await testUser(db), { group: 1, status: "in_queue" });
    await givePackage(db, await testUser(db), { group: 1, expiresAt: new Date("2026-01-01T00:00:00Z") });
    const disabled = await testUser(db);
    await givePackage(db, disabled, { group: 1 });
    await db.rows(sql`update app_user set disabled_at = now() where id = ${disabled.id}::uuid`, z.object({}));
    expect(await users()).toEqual({
      users: [
        { id: one.uid, uuid: one.uuid, speed_limit: 100, device_limit: 0 },
        { id: two.uid, uuid: two.uuid, speed_limit: 300, device_limit: 3 },
      ],
    });
  });

  test("a client without a limit lifts the limit", async () => {
    await addClient(db, server.id, { speedLimit: 100 });
    await addClient(db, server.id, { speedLimit: 0 });
    await givePackage(db, await testUser(db));
    expect(await users()).toMatchObject({ users: [{ speed_limit: 0 }] });
  });

  test("nobody is an empty list; 304 until somebody comes", async () => {
    await addClient(db, server.id);
    const { body, headers } = await callNode(uniProxyUser, query);
    expect(body).toEqual({ users: [] });
    const same = { headers: { "if-none-match": headers.get("etag") ?? "" } };
    expect((await callNode(uniProxyUser, query, same)).status).toBe(304);
    await givePackage(db, await testUser(db));
    expect((await callNode(uniProxyUser, query, same)).status).toBe(200);
  });
});

describe("alive and alivelist", () => {
  test("addresses of each user on all nodes together", async () => {
    const [one, two] = [await testUser(db), await testUser(db)];
    const other = await addServer(db);
    const otherQuery = { node_id: other.id, node_type: "trojan", token: other.token };
    expect((await callNode(uniProxyAlive, query, { body: { [one.uid]: ["192.0.2.1", "192.0.2.2_1"], [two.uid]: [] } })).body).toEqual({
      data: true,
    });
    await callNode(uniProxyAlive, otherQuery, { body: { [one.uid]: ["192.0.2.1", "2001:db8::1"] } });
    expect((await callNode(uniProxyAliveList, query)).body).toEqual({ alive: { [one.uid]: 3 } });
    await callNode(uniProxyAlive, otherQuery, { body: { [one.uid]: ["192.0.2.2"] } });
    expect((await callNode(uniProxyAliveList, query)).body).toEqual({ alive: { [one.uid]: 2 } });
    await db.pool.query("update node_online_user set seen_at = now() - interval '3 minutes'");
    expect((await callNode(uniProxyAliveList, query)).body).toEqual({ alive: {} });
  });

  test("bad items are skipped, counted and named; the good ones are kept", async () => {
    const { uid } = await testUser(db);
    const body = { [uid]: ["192.0.2.1", "300.1.1.1"], "4711": ["192.0.2.1"], x: ["192.0.2.1"], "-1": [], "2": "192.0.2.1" };
    const { status, body: answer } = await callNode(uniProxyAlive, query, { body });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ data: true, rejectedCount: 5 });
    expect((answer as { rejected: { index: string; code: string }[] }).rejected.map((item) => `${item.index} ${item.code}`).sort()).toEqual(
      ["-1 bad_uid", `${uid} bad_address`, "2 bad_addresses", "4711 unknown_user", "x bad_uid"].sort(),
    );
    expect((await callNode(uniProxyAliveList, query)).body).toEqual({ alive: { [uid]: 1 } });
  });

  test.each([
    { name: "not JSON", body: "{", status: 400 },
    { name: "a list", body: "[1]", status: 422 },
    { name: "null", body: "null", status: 422 },
    { name: "nothing", body: "", status: 200 },
    { name: "a tower", body: "[".repeat(100_000), status: 400 },
  ])("$name is $status", async ({ body, status }) => expect((await callNode(uniProxyAlive, query, { body })).status).toBe(status));
});

describe("status", () => {
  const Sample = z.object({
    cpu_percent: z.number().nullable(),
    memory_used: z.bigint().nullable(),
    memory_total: z.bigint().nullable(),
    disk_used: z.bigint().nullable(),
  });
  const samples = () => db.rows(sql`select cpu_percent, memory_used, memory_total, disk_used from node_sample`, Sample);

  test("is kept as a sample", async () => {
    const body = {
      cpu: 12.5,
      mem: { total: 8_589_934_592, used: 1_073_741_824.6 },
      swap: { total: 0, used: 0 },
      disk: { total: 100, used: 5 },
      extra: true,
    };
    expect(await callNode(uniProxyStatus, query, { body })).toMatchObject({ status: 200, body: { data: true } });
    expect(await samples()).toEqual([{ cpu_percent: 12.5, memory_used: 1_073_741_824n, memory_total: 8_589_934_592n, disk_used: 5n }]);
  });

  test("what a node does not know stays unknown", async () => {
    await callNode(uniProxyStatus, query, { body: { cpu: 1, mem: null } });
    expect(await samples()).toEqual([{ cpu_percent: 1, memory_used: null, memory_total: null, disk_used: null }]);
  });

  test.each([
    { name: "more than all of the CPU", body: { cpu: 101 }, path: "cpu" },
    { name: "a negative size", body: { mem: { total: -1, used: 0 } }, path: "mem.total" },
    { name: "words", body: { disk: "full" }, path: "disk" },
  ])("$name: 422 naming it, nothing kept", async ({ body, path }) => {
    expect(await callNode(uniProxyStatus, query, { body })).toMatchObject({
      status: 422,
      body: { code: "unprocessable", errors: [{ path }] },
    });
    expect(await samples()).toEqual([]);
  });
});
