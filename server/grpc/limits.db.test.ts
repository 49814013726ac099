import { connect, constants } from "node:http2";
import { beforeAll, expect, test } from "vitest";
import { NodeServerManage } from "#generated/proto/telecom_pb";
import { permissions } from "#lib/auth/permissions";
import { forgetSingleton } from "#lib/core/singleton";
import { testDatabase } from "#lib/core/testing/database";
import { failureOf } from "./testing/failure.ts";
import { grpcClient, testGrpcServer } from "./testing/grpc-server.ts";
import { testKey } from "./testing/test-key.ts";

process.env.RATE_LIMIT_PER_MINUTE = "20";
forgetSingleton("env");
const db = testDatabase();
const { url } = testGrpcServer(db);
let key: string;

beforeAll(async () => {
  ({ key } = await testKey(db, permissions));
});

test("a message over 1 MiB is refused, and so is one that unpacks to it", async () => {
  const servers = grpcClient(NodeServerManage, url(), key);
  expect(await failureOf(servers.listNodeServers({ q: "x".repeat(1024 * 1024) }))).toMatchObject({ code: "ResourceExhausted" });
  expect((await servers.listNodeServers({})).total).toBe(0);
});

test("a key has its calls a minute, another key its own; wrong keys count against their address", async () => {
  const { key: other } = await testKey(db, permissions);
  const codes = async (bearer: string) => {
    const all: string[] = [];
    for (let i = 0; i < 25; i++)
      all.push(
        await grpcClient(NodeServerManage, url(), bearer)
          .showNodeServer({ id: 1 })
          .then(
            () => "OK",
            async (error) => (await failureOf(Promise.reject(error))).code,
          ),
      );
    return { first: all[0], last: all.at(-1) };
  };
  expect(await codes(other)).toEqual({ first: "NotFound", last: "ResourceExhausted" });
  expect(await codes("fl_unknown_0123456789abcdef0123456789abcdef")).toEqual({ first: "Unauthenticated", last: "ResourceExhausted" });
  const failure = await failureOf(grpcClient(NodeServerManage, url(), other).listNodeServers({}));
  expect(failure).toMatchObject({ code: "ResourceExhausted", reason: "RATE_LIMITED", retryS: expect.any(Number) });
});

test("a connection that only pings is told to calm down and closed; others are not harmed", async () => {
  const session = connect(url());
  session.on("error", () => {});
  const farewell = new Promise<{ code: number; words: string }>((resolve) =>
    session.on("goaway", (code, _last, data) => resolve({ code, words: data?.toString() ?? "" })),
  );
  const closed = new Promise<void>((resolve) => session.on("close", resolve));
  await new Promise<void>((resolve) => session.on("connect", () => resolve()));
  const pinging = setInterval(() => session.destroyed || session.ping(() => {}), 1);
  expect(await farewell).toEqual({ code: constants.NGHTTP2_ENHANCE_YOUR_CALM, words: "too_many_pings" });
  await closed;
  clearInterval(pinging);
  const { key: fresh } = await testKey(db, permissions);
  expect((await grpcClient(NodeServerManage, url(), fresh).listNodeServers({})).total).toBe(0);
});

test("what is no HTTP/2 is closed", async () => {
  await expect(fetch(url())).rejects.toThrow();
});

test("a peer learns how many calls it may have open", async () => {
  const session = connect(url());
  await new Promise<void>((resolve) => session.on("remoteSettings", () => resolve()));
  expect([session.remoteSettings.maxConcurrentStreams, session.remoteSettings.enablePush]).toEqual([100, false]);
  session.close();
});
