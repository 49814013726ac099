import { beforeAll, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { modMuUsers } from "#lib/fleet/protocols/mod-mu-users";
import { uniProxyUser } from "#lib/fleet/protocols/uniproxy-user";
import { addClient, addServer } from "#lib/fleet/testing/fleet";
import { callNode } from "#lib/fleet/testing/node-call";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { userWithPackages } from "#lib/package-queue/testing/billing";
import { billTraffic } from "#lib/usage/bill-traffic";
import { writeLines } from "#lib/usage/testing/write-lines";

const db = testDatabase();
// Nodes pull by the real clock.
const now = new Date();
const later = new Date(now.getTime() + 1);
const month = { at: now, expireSeconds: 30 * 86_400 };
let server: Awaited<ReturnType<typeof addServer>>;
let clientId: number;

beforeAll(async () => {
  server = await addServer(db);
  clientId = (await addClient(db, server.id)).id;
});

/** Whom the node is told to serve, the same by both protocols. */
async function served(etag = ""): Promise<{ status: number; uids: number[]; etag: string }> {
  const query = { node_id: server.id, node_type: "vmess", token: server.token };
  const { status, body, headers } = await callNode(uniProxyUser, query, { headers: { "if-none-match": etag } });
  const uids = status === 304 ? [] : (body as { users: { id: number }[] }).users.map(({ id }) => id);
  if (status === 200) {
    const other = await callNode(modMuUsers, { node_id: server.id, key: server.token });
    expect((other.body as { data: { id: number }[] }).data.map(({ id }) => id)).toEqual(uids);
  }
  return { status, uids, etag: headers.get("etag") ?? "" };
}

/** The user moves bytes through the node, and the jobs run. */
async function move(uid: number, bytes: bigint): Promise<void> {
  await writeLines(db, now, [{ uid, nodeClientId: clientId, at: now, upload: bytes, download: 0n }]);
  await billTraffic(testContext(db, { now: later }));
  await applyBilling(testContext(db, { now: later }));
}

test("who is over quota is out of the node's list at its next pull; a new package brings them back", async () => {
  const { user } = await userWithPackages(db, 1, month);
  const before = await served();
  expect(before.uids).toContain(user.uid);
  await move(user.uid, 999n);
  expect((await served(before.etag)).status).toBe(304);
  await move(user.uid, 1n);
  const out = await served(before.etag);
  expect([out.status, out.uids.includes(user.uid)]).toEqual([200, false]);
  const packageId = (await db.prisma.queueItem.findFirstOrThrow({ where: { userId: user.id } })).packageId;
  await enqueuePackage(testContext(db, { now: later }), { userId: user.id, packageId });
  expect((await served()).uids).toContain(user.uid);
});

test("a successor keeps them in, and its traffic is its own", async () => {
  const { user, item } = await userWithPackages(db, 2, month);
  await move(user.uid, 5_000n);
  expect((await served()).uids).toContain(user.uid);
  await writeLines(db, later, [{ uid: user.uid, nodeClientId: clientId, at: later, upload: 30n, download: 0n }]);
  await billTraffic(testContext(db, { now: later }));
  await applyBilling(testContext(db, { now: later }));
  const items = await db.prisma.queueItem.findMany({ where: { userId: user.id }, orderBy: { position: "asc" } });
  expect(items.map(({ id, status, upload }) => [id, status, upload.toFixed()])).toEqual([
    [item(0), "consumed", "5000"],
    [item(1), "active", "30"],
  ]);
});
