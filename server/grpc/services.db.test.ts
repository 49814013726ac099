import { timestampDate } from "@bufbuild/protobuf/wkt";
import { beforeAll, describe, expect, test } from "vitest";
import {
  Compatibility,
  NodeClientManage,
  NodeServerManage,
  NodeStatus,
  PackageQueueManage,
  QueueStatus,
  RecentRange,
  Telecom,
} from "#generated/proto/telecom_pb";
import { permissions } from "#lib/auth/permissions";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { testDatabase } from "#lib/core/testing/database";
import { readAudit } from "#lib/fleet/testing/fleet";
import { testPackage } from "#lib/package-queue/testing/sell";
import { getRecentUsage } from "#lib/usage/get-recent-usage";
import { listUsualNodes } from "#lib/usage/list-usual-nodes";
import { writeLines } from "#lib/usage/testing/write-lines";
import { grpcClient, testGrpcServer } from "./testing/grpc-server.ts";
import { testKey } from "./testing/test-key.ts";

const db = testDatabase();
const { url } = testGrpcServer(db);
let key: string;
const client = <S extends Parameters<typeof grpcClient>[0]>(service: S) => grpcClient(service, url(), key);

beforeAll(async () => {
  ({ key } = await testKey(db, permissions));
});

describe("NodeServerManage", () => {
  test("a server's whole life", async () => {
    const servers = client(NodeServerManage);
    const made = await servers.createNodeServer({
      name: "Lyra",
      compatibility: Compatibility.NEWV2B,
      serverSideConfig: { a: { b: [1, "x"] } },
    });
    expect(made.token).toMatch(/^fln_/);
    expect(made.installation).toContain(made.token);
    const id = made.server?.id ?? 0;
    expect(made.server).toMatchObject({ name: "Lyra", compatibility: Compatibility.NEWV2B, status: NodeStatus.OFFLINE, clientCount: 0 });
    expect(made.server?.lastOnlineAt).toBeUndefined();

    const shown = await servers.showNodeServer({ id });
    expect(shown.server).toEqual(made.server);
    expect(shown.serverSideConfig).toEqual({ a: { b: [1, "x"] } });
    expect(shown.latestSample).toBeUndefined();

    const renamed = await servers.updateNodeServer({ id, name: "Lyra 2" });
    expect(renamed).toMatchObject({ id, name: "Lyra 2", compatibility: Compatibility.NEWV2B });
    expect((await servers.showNodeServer({ id })).serverSideConfig).toEqual({ a: { b: [1, "x"] } });

    const until = { seconds: 4_102_444_800n, nanos: 500_000_000 };
    const inMaintenance = await servers.setMaintenance({ id, on: true, reason: "new disk", until });
    expect(inMaintenance).toMatchObject({ status: NodeStatus.MAINTENANCE, statusReason: expect.stringContaining("new disk") });
    expect(inMaintenance.maintenanceUntil).toMatchObject(until);

    const found = await servers.listNodeServers({ status: NodeStatus.MAINTENANCE, q: "lyra", limit: 1 });
    expect({ ids: found.items.map((server) => server.id), total: found.total, nextCursor: found.nextCursor }).toEqual({
      ids: [id],
      total: 1,
      nextCursor: "",
    });
    const rotated = await servers.rotateToken({ id });
    expect(rotated.token).not.toBe(made.token);
    await servers.deleteNodeServer({ id });
    expect((await servers.listNodeServers({ q: "lyra" })).total).toBe(0);

    const written = (await readAudit(db)).filter((row) => row.subject_id === String(id));
    expect(written.map((row) => row.action)).toEqual([
      "node-server.create",
      "node-server.update",
      "node-server.start-maintenance",
      "node-server.rotate-token",
      "node-server.delete",
    ]);
  });

  test("pages follow the cursor to the end", async () => {
    const servers = client(NodeServerManage);
    for (const name of ["page a", "page b", "page c"]) await servers.createNodeServer({ name, compatibility: Compatibility.SSP });
    const names: string[] = [];
    let cursor = "";
    do {
      const page = await servers.listNodeServers({ q: "page", limit: 2, cursor });
      expect(page.total).toBe(3);
      names.push(...page.items.map((server) => server.name));
      cursor = page.nextCursor;
    } while (cursor !== "");
    expect(names).toEqual(["page a", "page b", "page c"]);
    expect((await servers.listNodeServers({ q: "page", offset: 2 })).items.map((server) => server.name)).toEqual(["page c"]);
  });
});

describe("NodeClientManage", () => {
  test("a client's whole life", async () => {
    const clients = client(NodeClientManage);
    const { server } = await client(NodeServerManage).createNodeServer({ name: "for clients", compatibility: Compatibility.NATIVE });
    const nodeServerId = server?.id ?? 0;
    const made = await clients.createNodeClient({
      nodeServerId,
      name: "Vega",
      trafficFactor: "1.500",
      availableGroups: [1, 2],
      country: "DE",
      speedLimit: 100,
    });
    expect(made).toMatchObject({
      nodeServerId,
      name: "Vega",
      trafficFactor: "1.5",
      availableGroups: [1, 2],
      country: "DE",
      speedLimit: 100,
    });
    expect([made.isDefault, made.isEnabled]).toEqual([true, true]);

    const changed = await clients.updateNodeClient({ id: made.id, trafficFactor: "2", country: "", isEnabled: false });
    expect(changed).toMatchObject({ trafficFactor: "2", country: "", isEnabled: false, availableGroups: [1, 2], name: "Vega" });
    const grouped = await clients.updateNodeClient({ id: made.id, availableGroups: { groups: [] } });
    expect(grouped.availableGroups).toEqual([]);

    expect(await clients.bulkEditNodeClients({ ids: [made.id], isEnabled: true, availableGroups: { groups: [7] } })).toMatchObject({
      changed: 1,
    });
    const { client: shown, factors } = await clients.showNodeClient({ id: made.id });
    expect(shown).toMatchObject({ isEnabled: true, availableGroups: [7] });
    expect(factors.map(({ trafficFactor }) => trafficFactor)).toEqual(["2", "1.5"]);
    expect((await clients.listNodeClients({ nodeServerId })).items).toEqual([shown]);
    await clients.deleteNodeClient({ id: made.id });
    expect((await clients.listNodeClients({ nodeServerId })).total).toBe(0);
  });
});

describe("PackageQueueManage", () => {
  test("a user's queue: bought twice, counted, adjusted, moved, cancelled", async () => {
    const queue = client(PackageQueueManage);
    const [user, sold] = [await testUser(db), await testPackage(db, { trafficLimit: "9223372036854775807" })];
    const byOrder = `order ${user.id}`;
    const first = await queue.enqueuePackage({ userId: user.id, packageId: sold.id, byOrder });
    expect(first.isNew).toBe(true);
    expect(first.item).toMatchObject({
      status: QueueStatus.ACTIVE,
      trafficLimit: 2n ** 63n - 1n,
      adjustQuota: 0n,
      uid: user.uid,
      userEmail: user.email,
    });
    const again = await queue.enqueuePackage({ userId: user.id, series: sold.series, byOrder });
    expect(again).toMatchObject({ isNew: false, item: { id: first.item?.id } });
    const [second, third] = [
      await queue.enqueuePackage({ userId: user.id, packageId: sold.id }),
      await queue.enqueuePackage({ userId: user.id, packageId: sold.id }),
    ];
    const [secondId, thirdId] = [second.item?.id ?? "", third.item?.id ?? ""];
    expect(second.item).toMatchObject({ status: QueueStatus.IN_QUEUE, byOrder: "" });
    expect((await queue.countQueuedPackages({ userId: user.id })).items).toMatchObject([
      { series: sold.series, items: { inQueue: 2, active: 1, consumed: 0, cancelled: 0 } },
    ]);

    expect(await queue.adjustQuota({ id: secondId, adjustQuota: -5n, seen: 0n, reason: "test" })).toMatchObject({ adjustQuota: -5n });
    const moved = await queue.reorderQueue({ id: thirdId, before: secondId });
    expect(moved.queue.map(({ id }) => id)).toEqual([thirdId, secondId]);
    expect(await queue.cancelQueuedPackage({ id: thirdId })).toMatchObject({ status: QueueStatus.CANCELLED });
    const waiting = await queue.listQueuedPackages({ userId: user.id, status: QueueStatus.IN_QUEUE });
    expect(waiting.items.map(({ id }) => id)).toEqual([secondId]);

    const sale = await queue.listPackages({ series: sold.series });
    expect(sale.items).toMatchObject([{ id: sold.id, trafficLimit: 2n ** 63n - 1n, expireSeconds: 86_400n, isMaster: true }]);
    expect((await queue.listPackages({ series: sold.series, retired: true })).total).toBe(0);
  });
});

describe("Telecom", () => {
  test("the ledger's figures, to the byte, as the operations give them", async () => {
    const now = new Date();
    const user = await testUser(db);
    const { server } = await client(NodeServerManage).createNodeServer({ name: "traffic", compatibility: Compatibility.NEWV2B });
    const node = await client(NodeClientManage).createNodeClient({
      nodeServerId: server?.id ?? 0,
      name: "Deneb",
      trafficFactor: "1",
      availableGroups: [1],
    });
    const most = 2n ** 63n - 1n;
    const line = { uid: user.uid, nodeClientId: node.id, at: now };
    await writeLines(db, now, [{ ...line, upload: 1000n, download: most }]);
    const telecom = client(Telecom);
    const once = await telecom.getRecentTrafficUsage({ range: RecentRange.WEEK, userId: user.id, timeZone: "Asia/Kathmandu" });
    expect([once.raw.length, once.timeZone, once.range]).toEqual([7, "Asia/Kathmandu", RecentRange.WEEK]);
    expect(once.raw.at(-1)).toMatchObject({ upload: 1000n, download: most, beyondInt64: {} });
    expect(once.totals).toMatchObject({ raw: { upload: 1000n, download: most }, billed: { upload: 1000n, download: most } });

    await writeLines(db, now, [{ ...line, upload: 1n, download: most }]);
    const ctx = testContext(db, { now: new Date() });
    const twice = await telecom.getRecentTrafficUsage({ userId: user.id });
    const exact = await getRecentUsage(ctx, { userId: user.id });
    expect(twice.totals?.raw).toMatchObject({ upload: 1001n, download: most, beyondInt64: { download: exact.totals.raw.download } });
    expect(exact.totals.raw.download).toBe(String(2n * most));
    expect(twice.raw.map(({ bucketStart }) => bucketStart && timestampDate(bucketStart).toISOString())).toEqual(
      exact.raw.map(({ bucketStart }) => new Date(bucketStart).toISOString()),
    );

    const { items } = await telecom.listUsuallyUsedNodes({ userId: user.id, days: 1 });
    expect(items).toMatchObject([
      { nodeClientId: node.id, nodeName: "Deneb", upload: 1001n, download: most, billedTraffic: most, share: 1 },
    ]);
    const usual = await listUsualNodes(ctx, { userId: user.id, days: 1 });
    expect(items[0]?.beyondInt64).toEqual({ download: usual.items[0]?.download, billed_traffic: usual.items[0]?.billedTraffic });
  });

  test("nodes and their history", async () => {
    const telecom = client(Telecom);
    const nodes = await telecom.listNodes({});
    expect(nodes.items.map(({ name }) => name)).toContain("Deneb");
    const history = await telecom.listNodeStatusHistory({});
    expect(Number(history.end?.seconds) - Number(history.start?.seconds)).toBe(86_400);
    expect(history.items).toEqual([]);
  });
});
