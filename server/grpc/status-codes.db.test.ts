import { connect } from "node:http2";
import { beforeAll, describe, expect, test } from "vitest";
import { NodeClientManage, NodeServerManage, PackageQueueManage, type RecentRange, Telecom } from "#generated/proto/telecom_pb";
import { permissions } from "#lib/auth/permissions";
import { testUser } from "#lib/auth/testing/user";
import { readiness } from "#lib/core/readiness";
import { testDatabase } from "#lib/core/testing/database";
import { addServer } from "#lib/fleet/testing/fleet";
import { testPackage } from "#lib/package-queue/testing/sell";
import { failureOf } from "./testing/failure.ts";
import { grpcClient, testGrpcServer } from "./testing/grpc-server.ts";
import { testKey } from "./testing/test-key.ts";

const db = testDatabase();
const { grpc, url } = testGrpcServer(db);
let key: string;
const telecom = () => grpcClient(Telecom, url(), key);
const servers = () => grpcClient(NodeServerManage, url(), key);
const clients = () => grpcClient(NodeClientManage, url(), key);
const queue = () => grpcClient(PackageQueueManage, url(), key);
const nobody = "00000000-0000-4000-8000-000000000000";

beforeAll(async () => {
  ({ key } = await testKey(db, permissions));
});

describe("INVALID_ARGUMENT names the field as the proto spells it", () => {
  const farAway = { seconds: 253_402_300_800_000n, nanos: 0 };
  test.each([
    ["a key has no data of its own", () => telecom().getRecentTrafficUsage({}), ["user_id: REQUIRED"]],
    ["nor usual nodes", () => telecom().listUsuallyUsedNodes({}), ["user_id: REQUIRED"]],
    ["no UUID", () => telecom().listNodes({ userId: "1" }), ["user_id: INVALID_FORMAT"]],
    ["an unknown zone", () => telecom().getRecentTrafficUsage({ userId: nobody, timeZone: "Nowhere/Town" }), ["time_zone: CUSTOM"]],
    [
      "a number that is no range",
      () => telecom().getRecentTrafficUsage({ userId: nobody, range: 99 as RecentRange }),
      ["range: INVALID_VALUE"],
    ],
    ["an instant of no calendar", () => telecom().listNodeStatusHistory({ start: farAway }), ["start: INVALID_FORMAT"]],
    ["a year of five digits", () => telecom().listNodeStatusHistory({ end: { seconds: 300_000_000_000n } }), ["end: INVALID_FORMAT"]],
    ["a limit of 501", () => servers().listNodeServers({ limit: 501 }), ["limit: TOO_BIG"]],
    ["a negative offset", () => servers().listNodeServers({ offset: -1 }), ["offset: TOO_SMALL"]],
    ["a cursor of nobody", () => servers().listNodeServers({ cursor: "x" }), ["cursor: INVALID_CURSOR"]],
    ["an absent id", () => servers().showNodeServer({}), ["id: TOO_SMALL"]],
    ["an absent compatibility", () => servers().createNodeServer({ name: "x" }), ["compatibility: INVALID_VALUE"]],
    [
      "several",
      () => clients().createNodeClient({ trafficFactor: "0" }),
      ["node_server_id: TOO_SMALL", "name: TOO_SMALL", "traffic_factor: CUSTOM"],
    ],
    ["NUL in text", () => servers().listNodeServers({ q: "a\0b" }), ["q: INVALID"]],
    [
      "NUL in a configuration",
      () => servers().createNodeServer({ name: "x", compatibility: 1, serverSideConfig: { a: { b: "\0" } } }),
      ["server_side_config.a.b: INVALID"],
    ],
    ["neither package nor series", () => queue().enqueuePackage({ userId: nobody }), ["package_id: CUSTOM"]],
    ["an empty edit", () => clients().bulkEditNodeClients({ ids: [1] }), ["traffic_factor: CUSTOM"]],
  ] as const)("%s", async (_name, call, fields) => {
    const failure = await failureOf(call());
    expect(failure).toMatchObject({ code: "InvalidArgument", reason: "VALIDATION_FAILED", fields });
    for (const field of fields) expect(failure.message).toContain(`${field.split(": ")[0]}: `);
  });

  test("many wrong fields are named as far as a header holds", async () => {
    const failure = await failureOf(clients().bulkEditNodeClients({ ids: Array.from({ length: 300 }, () => -1), isEnabled: true }));
    expect([failure.code, failure.fields.length, failure.fields.at(-1)]).toEqual(["InvalidArgument", 21, ": MORE"]);
  });
});

describe("what the operations refuse", () => {
  test("NOT_FOUND", async () => {
    const calls = [
      () => servers().showNodeServer({ id: 2_147_483_000 }),
      () => servers().deleteNodeServer({ id: 2_147_483_000 }),
      () => clients().showNodeClient({ id: 2_147_483_000 }),
      () => queue().cancelQueuedPackage({ id: nobody }),
      () => telecom().getRecentTrafficUsage({ userId: nobody }),
    ];
    for (const call of calls) expect(await failureOf(call())).toMatchObject({ code: "NotFound", reason: "NOT_FOUND" });
  });

  test("somebody else's user does not exist for a key without the permission", async () => {
    const user = await testUser(db);
    const { key: fleetKey } = await testKey(db, ["fleet:read"]);
    const failure = await failureOf(grpcClient(Telecom, url(), fleetKey).getRecentTrafficUsage({ userId: user.id }));
    expect(failure).toMatchObject({ code: "NotFound", message: "User not found" });
  });

  test("FAILED_PRECONDITION with the present state", async () => {
    const [user, sold] = [await testUser(db), await testPackage(db)];
    const { item } = await queue().enqueuePackage({ userId: user.id, packageId: sold.id });
    const id = item?.id ?? "";
    await queue().cancelQueuedPackage({ id });
    expect(await failureOf(queue().cancelQueuedPackage({ id }))).toMatchObject({
      code: "FailedPrecondition",
      reason: "WRONG_STATE",
      state: { id, status: "cancelled" },
    });
  });

  test("FAILED_PRECONDITION until an item's end is confirmed", async () => {
    const [user, sold] = [await testUser(db), await testPackage(db)];
    const { item } = await queue().enqueuePackage({ userId: user.id, packageId: sold.id });
    const adjust = { id: item?.id ?? "", adjustQuota: -1000n };
    expect(await failureOf(queue().adjustQuota(adjust))).toMatchObject({
      code: "FailedPrecondition",
      reason: "CONFIRMATION_REQUIRED",
      state: { quota: "0", ends: "now" },
    });
    expect(await queue().adjustQuota({ ...adjust, confirm: true })).toMatchObject({ adjustQuota: -1000n });
  });

  test("ABORTED for a lost race", async () => {
    const [one, two, sold] = [await testUser(db), await testUser(db), await testPackage(db)];
    const byOrder = crypto.randomUUID();
    await queue().enqueuePackage({ userId: one.id, packageId: sold.id, byOrder });
    expect(await failureOf(queue().enqueuePackage({ userId: two.id, packageId: sold.id, byOrder }))).toMatchObject({
      code: "Aborted",
      reason: "CONFLICT",
      fields: ["by_order: CONFLICT"],
      state: { byOrder },
    });
  });

  test("FAILED_PRECONDITION for what is well-formed but impossible", async () => {
    const call = clients().createNodeClient({ nodeServerId: 2_147_483_000, name: "x", trafficFactor: "1", availableGroups: [1] });
    expect(await failureOf(call)).toMatchObject({
      code: "FailedPrecondition",
      reason: "UNPROCESSABLE",
      fields: ["node_server_id: UNKNOWN"],
    });
  });
});

describe("when something is away", () => {
  test("UNAVAILABLE at once while the database is known to be away, and well again after", async () => {
    readiness().isDatabaseAway = true;
    const failure = await failureOf(servers().listNodeServers({}));
    readiness().isDatabaseAway = false;
    expect(failure).toMatchObject({ code: "Unavailable", reason: "DATABASE_UNAVAILABLE", retryS: 2 });
    expect((await servers().listNodeServers({})).items).toBeDefined();
  });

  test("UNAVAILABLE for calls that wait when the database goes away", async () => {
    const lock = await db.pool.connect();
    try {
      await lock.query("begin; lock table node_server in access exclusive mode");
      const waiting = failureOf(servers().listNodeServers({}));
      await expect.poll(() => blockedQueries()).toBeGreaterThan(0);
      grpc().databaseWentAway();
      expect(await waiting).toMatchObject({ code: "Unavailable", reason: "DATABASE_UNAVAILABLE", retryS: 2 });
    } finally {
      await lock.query("rollback");
      lock.release();
    }
  });

  test("DEADLINE_EXCEEDED when the caller's patience ends first", async () => {
    const { id } = await addServer(db);
    const lock = await db.pool.connect();
    try {
      await lock.query("begin; lock table node_server in access exclusive mode");
      expect(await failureOf(servers().showNodeServer({ id }, { timeoutMs: 300 }))).toMatchObject({ code: "DeadlineExceeded" });
    } finally {
      await lock.query("rollback");
      lock.release();
    }
  });

  test("INTERNAL says nothing but the id by which the log knows it", async () => {
    await db.pool.query("alter table node_server rename to node_server_away");
    const failure = await failureOf(servers().listNodeServers({}));
    await db.pool.query("alter table node_server_away rename to node_server");
    expect(failure).toMatchObject({ code: "Internal", reason: "INTERNAL", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(JSON.stringify(failure)).not.toMatch(/node_server|relation|select|\.ts/);
  });

  async function blockedQueries(): Promise<number> {
    const { rows } = await db.pool.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
    return rows.length;
  }
});

describe("what is no call of ours", () => {
  test("UNIMPLEMENTED for an unknown method; other protocols are told what this is", async () => {
    const session = connect(url());
    const ask = (headers: Record<string, string>) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const stream = session.request({ ":method": "POST", ...headers });
        stream.on("response", (answer) => resolve({ ...answer }));
        stream.on("error", reject);
        stream.resume().end();
      });
    const path = "/fleetlight.telecom.v1.Telecom/NoSuchThing";
    expect(await ask({ ":path": path, "content-type": "application/grpc" })).toMatchObject({ ":status": 200, "grpc-status": "12" });
    expect(await ask({ ":path": path, "content-type": "application/json" })).toMatchObject({ ":status": 415 });
    expect(await ask({ ":path": "/", ":method": "GET" })).toMatchObject({ ":status": 415 });
    session.close();
  });

  test("bytes that are no message are INTERNAL, as in every gRPC server, and harm nobody", async () => {
    const session = connect(url());
    const status = await new Promise<unknown>((resolve, reject) => {
      const headers = { "content-type": "application/grpc", authorization: `Bearer ${key}`, te: "trailers" };
      const stream = session.request({ ":method": "POST", ":path": "/fleetlight.telecom.v1.Telecom/ListNodes", ...headers });
      stream.on("response", (answer) => answer["grpc-status"] !== undefined && resolve(answer["grpc-status"]));
      stream.on("trailers", (trailers) => resolve(trailers["grpc-status"]));
      stream.on("error", reject);
      stream.resume().end(Buffer.from([0, 0, 0, 0, 3, 0x0a, 0xff, 0x01]));
    });
    session.close();
    expect(status).toBe("13");
    expect((await servers().listNodeServers({})).items).toBeDefined();
  });
});
