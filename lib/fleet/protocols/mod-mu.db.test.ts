import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { modMuAliveIp } from "#lib/fleet/protocols/mod-mu-alive-ip";
import { modMuDetectLog } from "#lib/fleet/protocols/mod-mu-detect-log";
import { modMuDetectRules } from "#lib/fleet/protocols/mod-mu-detect-rules";
import { modMuNodeInfo } from "#lib/fleet/protocols/mod-mu-node-info";
import { modMuNodeLoad } from "#lib/fleet/protocols/mod-mu-node-load";
import { modMuUsers } from "#lib/fleet/protocols/mod-mu-users";
import { nativeHeartbeat } from "#lib/fleet/protocols/native-heartbeat";
import { addClient, addServer, givePackage } from "#lib/fleet/testing/fleet";
import { callNode } from "#lib/fleet/testing/node-call";

const db = testDatabase();
let server: Awaited<ReturnType<typeof addServer>>;
let query: { key: string; muKey: string; node_id: number };
let params: { id: string };
const rule = { id: 3, name: "mail", text: "no mail", regex: "(^|\\.)smtp", type: 1 };

beforeEach(async () => {
  await db.pool.query("truncate node_server, package_queue, package, app_user restart identity cascade");
  server = await addServer(db, {
    compatibility: "ssp",
    config: { server: "fra.example.org", sort: 14, custom_config: { offset_port_node: "443" }, detect_rules: [rule, { id: "bad" }] },
  });
  query = { key: server.token, muKey: server.token, node_id: server.id };
  params = { id: String(server.id) };
});

const Sample = z.object({ cpu_percent: z.number().nullable(), uptime_s: z.bigint().nullable() });
const samples = () => db.rows(sql`select cpu_percent, uptime_s from node_sample`, Sample);

describe("who", () => {
  test.each([
    { name: "key alone", change: { muKey: "" }, status: 200 },
    { name: "a wrong key", change: { key: "x", muKey: "x" }, status: 403 },
    { name: "an unknown node", change: { node_id: 99 }, status: 404 },
    { name: "a node that is none", change: { node_id: "x" }, status: 404 },
  ])("$name: $status", async ({ change, status }) => expect((await callNode(modMuUsers, { ...query, ...change })).status).toBe(status));

  test("muKey alone; and rules are asked for without naming the node", async () => {
    expect((await callNode(modMuUsers, { muKey: server.token, node_id: server.id })).status).toBe(200);
    expect((await callNode(modMuDetectRules, { key: server.token })).body).toEqual({ ret: 1, data: [rule] });
    expect((await callNode(modMuDetectRules, { key: "x" })).status).toBe(403);
  });

  test("the path names the node", async () => {
    expect((await callNode(modMuNodeInfo, query, { params: { id: "99" } })).status).toBe(404);
    expect((await callNode(modMuNodeInfo, { ...query, key: "x" }, { params })).status).toBe(403);
  });
});

describe("node info", () => {
  test("in SSPanel's shape, with an ETag", async () => {
    await addClient(db, server.id, { isDefault: true, factor: "1.5", speedLimit: 50 });
    const { body, headers } = await callNode(modMuNodeInfo, query, { params });
    expect(body).toEqual({
      ret: 1,
      data: {
        node_group: 0,
        node_class: 0,
        node_speedlimit: 50,
        traffic_rate: 1.5,
        mu_only: 1,
        sort: 14,
        server: "fra.example.org",
        custom_config: { offset_port_node: "443" },
        type: "SSPanel-UIM",
        version: "2021.11",
      },
    });
    expect((await callNode(modMuNodeInfo, query, { params, headers: { "if-none-match": headers.get("etag") ?? "" } })).status).toBe(304);
  });

  test.each([
    { name: "XrayR's share of the CPU", body: { uptime: "3600", load: "0.25 0.25 0.25" }, sample: { cpu_percent: 25, uptime_s: 3600n } },
    { name: "a load above all of it", body: { uptime: "1", load: "7.10 3.00 1.00" }, sample: { cpu_percent: 100, uptime_s: 1n } },
    { name: "half a report", body: { load: "0.5" }, sample: { cpu_percent: 50, uptime_s: null } },
  ])("its load is a sample: $name", async ({ body, sample }) => {
    expect(await callNode(modMuNodeLoad, query, { params, body })).toMatchObject({ status: 200, body: { ret: 1, data: "ok" } });
    expect(await samples()).toEqual([sample]);
  });

  test("words are no load", async () => {
    expect((await callNode(modMuNodeLoad, query, { params, body: { load: "high" } })).status).toBe(200);
    expect(await samples()).toEqual([]);
  });
});

describe("users", () => {
  test("with their addresses online and without their e-mail", async () => {
    await addClient(db, server.id, { speedLimit: 10 });
    const user = await testUser(db);
    await givePackage(db, user, { devices: 2 });
    const alive = {
      data: [
        { user_id: user.uid, ip: "192.0.2.1" },
        { user_id: user.uid, ip: "2001:db8::1" },
        { user_id: user.uid, ip: "192.0.2.1" },
      ],
    };
    expect((await callNode(modMuAliveIp, query, { body: alive })).body).toEqual({ ret: 1, data: "ok" });
    const { body } = await callNode(modMuUsers, query);
    expect(body).toEqual({
      ret: 1,
      data: [
        {
          id: user.uid,
          uuid: user.uuid,
          passwd: user.uuid,
          method: "chacha20-ietf-poly1305",
          port: 0,
          node_speedlimit: 10,
          node_connector: 2,
          node_iplimit: 2,
          alive_ip: 2,
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain("@");
  });

  test("bad rows of a report are skipped and named", async () => {
    const { uid } = await testUser(db);
    const data = [
      { user_id: uid, ip: "192.0.2.1" },
      { user_id: uid, ip: "nowhere" },
      { user_id: "x", ip: "192.0.2.1" },
      null,
      { user_id: 4711, ip: "192.0.2.1" },
    ];
    const { body } = await callNode(modMuAliveIp, query, { body: { data } });
    expect(body).toMatchObject({
      ret: 1,
      rejectedCount: 4,
      rejected: [{ index: 1 }, { index: 2 }, { index: 3 }, { index: 4, code: "unknown_user" }],
    });
  });

  test.each([
    { body: "{", status: 400 },
    { body: { data: 1 }, status: 422 },
    { body: [], status: 422 },
    { body: {}, status: 422 },
  ])("a body like $body: $status", async ({ body, status }) => {
    expect((await callNode(modMuAliveIp, query, { body })).status).toBe(status);
    expect((await callNode(modMuDetectLog, query, { body })).status).toBe(status);
  });

  test("matched rules are kept", async () => {
    const data = [
      { user_id: 1, list_id: 3 },
      { user_id: 2, list_id: -1 },
      { user_id: 0, list_id: 3 },
      { user_id: 1, list_id: 1.5 },
    ];
    expect((await callNode(modMuDetectLog, query, { body: { data } })).body).toMatchObject({ ret: 1, data: "ok", rejectedCount: 2 });
    const Log = z.object({ uid: z.number(), rule_id: z.number() });
    expect(await db.rows(sql`select uid, rule_id from node_detect_log order by id`, Log)).toEqual([
      { uid: 1, rule_id: 3 },
      { uid: 2, rule_id: -1 },
    ]);
  });
});

describe("native heartbeat", () => {
  const beat = (authorization: string | undefined, body?: unknown) =>
    callNode(nativeHeartbeat, {}, { body: body ?? "", headers: authorization === undefined ? {} : { authorization } });

  test("by the bearer alone; a body is a sample", async () => {
    expect(await beat(`Bearer ${server.token}`)).toMatchObject({ status: 200, body: { nodeServerId: server.id, intervalSeconds: 60 } });
    expect(await samples()).toEqual([]);
    expect(await beat(`bearer ${server.token}`, { cpu: 5, uptime: 60.4 })).toMatchObject({ status: 200 });
    expect(await samples()).toEqual([{ cpu_percent: 5, uptime_s: 60n }]);
  });

  test.each([undefined, "Bearer", "Bearer wrong", "Basic abc", "Bearer %E0%A4%A"])("%s is 403", async (authorization) =>
    expect(await beat(authorization)).toMatchObject({ status: 403, body: { code: "forbidden", detail: "Forbidden" } }),
  );
});
