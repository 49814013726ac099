import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Database, openDatabase } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { frameOf, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";
import { sharedServer } from "../../../e2e/fixtures/http.ts";

const { api, databaseUrl } = sharedServer();
const peer = `12D3KooW ${crypto.randomUUID()}/+ü`;
const path = (text: string) => text.replace("{peer}", encodeURIComponent(peer));
const Problem = z.object({ code: z.string(), errors: z.array(z.object({ path: z.string() })).optional() });
const Key = z.object({ key: z.string() });
let db: Database;
let readerKey: string;

beforeAll(async () => {
  db = openDatabase(databaseUrl, { poolSize: 1 });
  const connectionId = await keepNode(db, { peerId: peer, name: "http", lastSeenAt: new Date(), connectedAt: new Date() });
  const createdAt = new Date(Date.now() - 60_000).toISOString();
  await keepLogs(db, [
    { peerId: peer, connectionId, msg: "block.import", createdAt, frame: frameOf({ msg: "block.import", createdAt }, { height: 7 }) },
  ]);
  ({ key: readerKey } = await api.must(Key, "POST", "/api/v1/admin/api-keys", {
    name: `original ${peer}`,
    permissions: ["telemetry:read"],
  }));
});
afterAll(async () => {
  await db.rows(sql`delete from telemetry_node where peer_id = ${peer} returning 1`, z.unknown());
  await db.close();
});

describe("every path, with and without a slash at its end", () => {
  test.each([
    ["/stats/db", [{ relation: expect.any(String), size: expect.any(String), size_bytes: expect.stringMatching(/^\d+$/) }]],
    ["/nodes", [{ peer_id: peer, name: "http" }]],
    ["/nodes/log_stats?peer_id={peer}", [{ qty: 1, log_type: "block.import" }]],
    [
      "/nodes/logs?peer_id={peer}&limit=1",
      [{ peer_id: peer, msg: "block.import", logs: expect.objectContaining({ id: 1, payload: { msg: "block.import", height: 7 } }) }],
    ],
    ["/reputation", []],
    ["/reputation/logged?max_age_s=1&limit=1", []],
    ["/reputation/{peer}", []],
    ["/host_systems", []],
    ["/benchmarks", []],
  ])("%s", async (text, expected) => {
    const [pathname = "", query] = path(text).split("?");
    for (const url of [pathname, `${pathname}/`]) {
      const answer = await api.as(readerKey).get(query === undefined ? url : `${url}?${query}`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
      const items = z.array(z.unknown()).parse(answer.json);
      for (const item of expected) expect(items).toContainEqual(expect.objectContaining(item));
    }
  });
});

test("a host, a benchmark and an event are created as the original's clients do", async () => {
  const host = { description: "notes", os: "freebsd", cpu_qty: 4, cpu_clock: 2600, ram_mb: 8192, disk_info: "NVME" };
  const made = await api.post("/host_systems/", host);
  expect([made.status, made.json]).toEqual([200, { id: expect.any(Number), ...host }]);
  const { id: hostId } = z.object({ id: z.number() }).parse(made.json);
  const run = await api.post("/benchmarks", { ts_start: "2026-11-20T12:00:00", ts_end: "2026-11-20T13:00:00", host_system_id: hostId });
  expect([run.status, run.json]).toMatchObject([200, { ts_start: "2026-11-20T12:00:00.000000Z", host_system_id: hostId }]);
  const { id } = z.object({ id: z.number() }).parse(run.json);
  const event = await api.post("/benchmarks/events", {
    benchmark_id: id,
    name: "import",
    phase: "start",
    created_at: "2026-11-20T12:00:01",
  });
  expect(event.status).toBe(200);
  expect((await api.get(`/benchmarks/${id}/events/`)).json).toEqual([event.json]);
  expect((await api.get(`/benchmarks/${id}/targets`)).json).toEqual([]);
  const impossible = await api.post("/benchmarks", {
    ts_start: "2026-11-20T12:00:00",
    ts_end: "2026-11-20T13:00:00",
    host_system_id: 2_147_483_000,
  });
  expect([impossible.status, Problem.parse(impossible.json)]).toEqual([
    422,
    { code: "unprocessable", errors: [{ path: "host_system_id" }] },
  ]);
});

test.each([
  ["/nodes/logs", "peer_id"],
  ["/nodes/logs?peer_id={peer}&limit=0", "limit"],
  ["/nodes/logs?peer_id={peer}&start_time=now", "start_time"],
  ["/nodes/logs?peer_id={peer}&offset=3", "offset"],
  ["/nodes/log_stats/?peerid={peer}", "peer_id"],
  ["/reputation?max_age_s=soon", "max_age_s"],
  ["/nodes?x=1", "x"],
])("%s is refused naming %s", async (text, name) => {
  const answer = await api.get(path(text));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  expect(Problem.parse(answer.json).errors?.map((error) => error.path)).toContain(name);
});

test("nobody, and a key that may only read", async () => {
  expect((await api.as(undefined).get("/nodes")).status).toBe(401);
  expect((await api.as(readerKey).post("/host_systems", {})).status).toBe(403);
  expect((await api.get("/nodes/unknown")).status).toBe(404);
  expect((await api.post("/nodes", {})).status).toBe(405);
});

test("our own list and the messages: pages as JSON, everything as CSV", async () => {
  const page = await api.get(path("/api/v1/telemetry/nodes/{peer}/logs?limit=1"));
  expect(page.json).toMatchObject({ items: [{ msg: "block.import", payload: { height: 7 }, ipAddr: "192.0.2.7" }], nextCursor: null });
  const csv = await api.get(path("/api/v1/telemetry/nodes/{peer}/logs?format=csv"));
  expect([csv.status, csv.headers.get("content-type"), csv.text.split("\r\n")[0]]).toEqual([
    200,
    "text/csv; charset=utf-8",
    "id,createdAt,receivedAt,msg,audit,ipAddr,payload",
  ]);
  expect(csv.text).toContain("block.import");
  expect((await api.get(path("/api/v1/telemetry/nodes/{peer}"))).json).toMatchObject({ peerId: peer, messageCount: 1 });
});
