import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testUser } from "#lib/auth/testing/user";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { uniProxyStatus } from "#lib/fleet/protocols/uniproxy-status";
import { addClient, addServer } from "#lib/fleet/testing/fleet";
import { callNode } from "#lib/fleet/testing/node-call";
import { modMuTraffic, uniProxyPush } from "#lib/usage/ingest-routes";
import { maxPanelLines } from "#lib/usage/receive-panel-report";

const db = testDatabase();
let server: Awaited<ReturnType<typeof addServer>>;
let uid: number;

beforeAll(async () => {
  server = await addServer(db);
  await addClient(db, server.id);
  ({ uid } = await testUser(db));
});

const push = (body: string) => callNode(uniProxyPush, { node_id: server.id, token: server.token }, { body });
const counted = async () => {
  const Row = z.object({ lines: column.count, rejected: column.count });
  const query = sql`select coalesce(sum(line_count), 0) as lines, coalesce(sum(rejected_count), 0) as rejected from usage_report`;
  return (await db.rows(query, Row))[0];
};

test.each([
  ["a NUL", '"\\u0000abc":"x"'],
  ["half a character", '"\\ud800":"x"'],
  ["a character that a cut would halve", `"${"a".repeat(39)}😀":1`],
  ["a prototype", '"__proto__":[1,1]'],
  ["a thousand digits", `"${"9".repeat(1000)}":[1,1]`],
])("%s as a user costs its own line and not the good one beside it", async (_name, bad) => {
  const before = await counted();
  const answer = await push(`{${bad},"${uid}":[1,${Math.floor(performance.now() * 1000)}]}`);
  expect([answer.status, answer.body]).toEqual([200, { data: true }]);
  expect(await counted()).toEqual({ lines: (before?.lines ?? 0) + 1, rejected: (before?.rejected ?? 0) + 1 });
});

test("more lines than can be stored in time are refused at once, not tried for ever", async () => {
  const before = await counted();
  const entries = Array.from({ length: maxPanelLines + 1 }, (_, index) => `"${index + 1}":[1,2]`);
  expect(await push(`{${entries.join(",")}}`)).toMatchObject({ status: 413, body: { code: "body_too_large" } });
  const data = Array(maxPanelLines + 1).fill({ user_id: uid, u: 1, d: 1 });
  expect(await callNode(modMuTraffic, { node_id: server.id, key: server.token }, { body: { data } })).toMatchObject({ status: 413 });
  expect(await counted()).toEqual(before);
});

test.each([0, 1e-320, 1e-5, 33.333333, 100])("a load of %d %% is a sample", async (cpu) => {
  const answer = await callNode(uniProxyStatus, { node_id: server.id, token: server.token }, { body: { cpu } });
  expect(answer).toMatchObject({ status: 200, body: { data: true } });
});
