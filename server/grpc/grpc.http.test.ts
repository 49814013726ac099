import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { NodeServerManage, PackageQueueManage, Telecom, type Traffic } from "#generated/proto/telecom_pb";
import { Traffic as TrafficJson } from "#lib/universal/traffic";
import { Api } from "../../e2e/fixtures/api.ts";
import { ownServer } from "../../e2e/fixtures/http.ts";
import { makeServer, makeSmallFleet, pushUniProxy } from "../../e2e/fixtures/seed.ts";
import type { TestServer } from "../../e2e/fixtures/start-server.ts";
import { freePort } from "../database/free-port.ts";
import { startProcess } from "../testing/server-process.ts";
import { failureOf } from "./testing/failure.ts";
import { grpcClient } from "./testing/grpc-server.ts";

const Bucket = TrafficJson.extend({ bucketStart: z.iso.datetime() });
const Recent = z.object({
  raw: z.array(Bucket),
  actuallyBilled: z.array(Bucket),
  totals: z.object({ raw: TrafficJson, billed: TrafficJson }),
});
const run = promisify(execFile);
const most = 2n ** 63n - 1n;

let server: TestServer;
let api: Api;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await ownServer({ env: { GRPC_PORT: String(port) } });
  api = new Api(server.url, server.adminKey);
});
afterAll(() => server.stop());

/** The exact text of a message's bytes, as REST writes them. */
function textOf({ upload, download, beyondInt64 }: Pick<Traffic, "upload" | "download" | "beyondInt64">) {
  return { upload: beyondInt64.upload ?? String(upload), download: beyondInt64.download ?? String(download) };
}

describe("after pushes of a UniProxy node", () => {
  test.each([
    ["small", [1000, 2001] as const, 1],
    ["past 2^53", [9_007_199_254_740_993n, 3n] as const, 1],
    ["the most a line holds, twice", [most, most] as const, 2],
  ])("%s: the same figures as REST, to the byte", async (_name, [upload, download], pushes) => {
    const fleet = await makeSmallFleet(api);
    const place = `/api/v1/server/UniProxy/push?node_id=${fleet.server.id}&node_type=vless&token=${fleet.server.token}`;
    await api.must(z.unknown(), "PATCH", `/api/v1/admin/node-clients/${fleet.client.id}`, { trafficFactor: "1" });
    for (let i = 0; i < pushes; i++) {
      // By hand, because JSON.stringify knows no such numbers; a space makes it another body, so that it is no retry.
      const body = `{"${fleet.user.uid}":[${upload},${download}]}${" ".repeat(i)}`;
      const answer = await fetch(new URL(place, server.url), { method: "POST", body });
      expect([answer.status, await answer.json()]).toEqual([200, { data: true }]);
    }
    const answer = await grpcClient(Telecom, url, server.adminKey).getRecentTrafficUsage({
      userId: fleet.user.id,
      timeZone: "Asia/Kathmandu",
    });
    const rest = await api.must(Recent, "GET", `/api/v1/usage/recent?range=day&timeZone=Asia/Kathmandu&userId=${fleet.user.id}`);
    const bucketsOf = (buckets: typeof answer.raw) =>
      buckets.map((bucket) => ({ bucketStart: bucket.bucketStart && timestampDate(bucket.bucketStart).getTime(), ...textOf(bucket) }));
    const restBuckets = (buckets: typeof rest.raw) =>
      buckets.map(({ bucketStart, ...bytes }) => ({ bucketStart: new Date(bucketStart).getTime(), ...bytes }));
    expect(bucketsOf(answer.raw)).toEqual(restBuckets(rest.raw));
    expect(bucketsOf(answer.actuallyBilled)).toEqual(restBuckets(rest.actuallyBilled));
    if (!answer.totals?.raw || !answer.totals.billed) throw new Error("There are no totals");
    expect({ raw: textOf(answer.totals.raw), billed: textOf(answer.totals.billed) }).toEqual(rest.totals);
    expect(textOf(answer.totals.raw)).toEqual({
      upload: String(BigInt(upload) * BigInt(pushes)),
      download: String(BigInt(download) * BigInt(pushes)),
    });
  });

  test("the queue says what the ledger holds", async () => {
    const fleet = await makeSmallFleet(api);
    await pushUniProxy(api, fleet.server, { [fleet.user.uid]: [1000, 2001] });
    const { items } = await grpcClient(PackageQueueManage, url, server.adminKey).listQueuedPackages({ userId: fleet.user.id });
    expect(items.map(({ id, used }) => [id, used && textOf(used)])).toEqual([[fleet.item.id, { upload: "1500", download: "3002" }]]);
  });
});

test("what is written by gRPC is in the audit trail with key, address and request id", async () => {
  const made = await grpcClient(NodeServerManage, url, server.adminKey).createNodeServer({ name: "by gRPC", compatibility: 1 });
  const audit = await api.get("/api/v1/admin/audit?limit=1");
  expect(audit.json).toMatchObject({
    items: [{ action: "node-server.create", subjectId: String(made.server?.id), address: "127.0.0.1", actorKind: "api_key" }],
  });
});

test("a client of another make (Go), which knows nothing but reflection", async () => {
  const call = (...args: string[]) =>
    run(process.execPath, ["node_modules/@bufbuild/buf/bin/buf", "curl", "--protocol", "grpc", "--http2-prior-knowledge", ...args]);
  expect((await call("--list-services", url)).stdout.trim().split("\n")).toContain("fleetlight.telecom.v1.Telecom");
  const made = await makeServer(api, { name: "seen by Go" });
  const bearer = ["-H", `authorization: Bearer ${server.adminKey}`];
  const list = await call(...bearer, "-d", '{"q": "seen by Go"}', `${url}/fleetlight.telecom.v1.NodeServerManage/ListNodeServers`);
  expect(JSON.parse(list.stdout)).toMatchObject({ total: 1, items: [{ id: made.id, name: "seen by Go", status: "NODE_STATUS_OFFLINE" }] });
  const refused = await call(...bearer, `${url}/fleetlight.telecom.v1.Telecom/GetRecentTrafficUsage`).catch((error: unknown) => error);
  expect(refused).toMatchObject({ stderr: expect.stringContaining("user_id: An API key has no data of its own") });
});

test("locked tables: UNAVAILABLE with when to come back, and well again after", async () => {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query("begin; lock table node_server in access exclusive mode");
  expect(await failureOf(grpcClient(NodeServerManage, url, server.adminKey).listNodeServers({}))).toMatchObject({
    code: "Unavailable",
    retryS: 2,
  });
  await client.query("rollback");
  await client.end();
  expect((await grpcClient(NodeServerManage, url, server.adminKey).listNodeServers({})).total).toBeGreaterThan(0);
});

test("SIGTERM: a call that is under way is answered, the connection told to go, exit code 0", async () => {
  const port = await freePort();
  const other = await ownServer({ env: { GRPC_PORT: String(port) } });
  const session = new Http2SessionManager(`http://127.0.0.1:${port}`);
  const transport = createGrpcTransport({ baseUrl: `http://127.0.0.1:${port}`, sessionManager: session });
  const lock = new pg.Client({ connectionString: other.databaseUrl });
  await lock.connect();
  await lock.query("begin; lock table node_server in access exclusive mode");
  const headers = { authorization: `Bearer ${other.adminKey}` };
  const waiting = createClient(NodeServerManage, transport).listNodeServers({}, { headers });
  const isWaiting = async () =>
    (await lock.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).rowCount;
  await expect.poll(isWaiting).toBeGreaterThan(0);
  const stopped = other.stop();
  // Newcomers are refused: nobody listens any more.
  await expect.poll(() => canConnect(port)).toBe(false);
  await lock.query("rollback");
  await lock.end();
  expect((await waiting).total).toBe(0);
  expect(await stopped).toBe(0);
  await expect.poll(() => session.state()).not.toBe("open");
});

test("a taken port is said in one line; so is one that is the HTTP port", async () => {
  const taken = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => taken.listen(port, "127.0.0.1", resolve));
  const env = { DATABASE_URL: server.databaseUrl, FLEETLIGHT_ROLES: "web", LOG_LEVEL: "silent" };
  const first = await startProcess({ ...env, GRPC_PORT: String(port) });
  expect([await first.exited, first.output()]).toEqual([
    1,
    `fleetlight: Port ${port} is taken by another program: stop it or set GRPC_PORT\n`,
  ]);
  taken.close();
  const second = await startProcess({ ...env, PORT: String(port), GRPC_PORT: String(port) });
  expect([await second.exited, second.output()]).toEqual([
    1,
    `fleetlight: GRPC_PORT and PORT are both ${port}: gRPC needs a port of its own\n`,
  ]);
});

async function canConnect(port: number): Promise<boolean> {
  return failureOf(grpcClient(NodeServerManage, `http://127.0.0.1:${port}`).listNodeServers({})).then(
    ({ code }) => code === "Unauthenticated",
  );
}
