import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { anonymousActor, keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { authenticateNode } from "#lib/fleet/authenticate-node";
import { createNodeServer } from "#lib/fleet/create-node-server";
import { deleteNodeServer } from "#lib/fleet/delete-node-server";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { rotateToken } from "#lib/fleet/rotate-token";
import { NodeServerDetail, NodeServerList } from "#lib/fleet/schema";
import { setMaintenance } from "#lib/fleet/set-maintenance";
import { setManyMaintenance } from "#lib/fleet/set-many-maintenance";
import { showNodeServer } from "#lib/fleet/show-node-server";
import { addClient, addServer, givePackage, readAudit, readEvents, readHistory } from "#lib/fleet/testing/fleet";
import { updateNodeServer } from "#lib/fleet/update-node-server";

const db = testDatabase();
const Any = z.object({});
const ctx = testContext(db, { actor: keyActor(["fleet:read", "fleet:write"]) });
const reader = testContext(db, { actor: keyActor(["fleet:read"]) });

beforeEach(async () => {
  await db.pool.query(
    "truncate node_server, event_log, audit_log, usage_report, node_client_usage, package_queue, package, app_user restart identity cascade",
  );
});

describe("create", () => {
  test("answers a token that works, and the lines for the node, this once", async () => {
    const server = await createNodeServer(ctx, { name: " fra-01 ", compatibility: "newv2b" });
    expect(server).toMatchObject({
      id: 1,
      name: "fra-01",
      compatibility: "newv2b",
      status: "offline",
      statusReason: "never reported",
      clientCount: 0,
      createdAt: noon.toISOString(),
    });
    expect(server.token).toMatch(/^fln_[\w-]{43}$/);
    expect(server.installation).toContain(`PanelType: "NewV2board"`);
    expect(server.installation).toContain(`ApiKey: "${server.token}"`);
    expect(server.installation).toContain("NodeID: 1\n");
    expect(await authenticateNode(db, { nodeServerId: server.id, token: server.token, protocol: "uniproxy" })).toMatchObject({
      name: "fra-01",
    });
    expect(await readEvents(db)).toEqual([{ type: "node-server:changed", rooms: ["permission:fleet:read"], payload: { nodeServerId: 1 } }]);
  });

  test("neither the audit log nor the server's page knows the token or the configuration's secrets", async () => {
    const config = { server_port: 443, private_key: "a-very-secret-key" };
    const server = await createNodeServer(ctx, { name: "fra-01", compatibility: "newv2b", serverSideConfig: config });
    const [entry] = await readAudit(db);
    expect(entry).toMatchObject({ action: "node-server.create", subject_id: "1" });
    expect(JSON.stringify(entry)).not.toMatch(/fln_|very-secret/);
    const shown = await showNodeServer(reader, { id: server.id });
    expect(NodeServerDetail.parse(shown).serverSideConfig).toEqual(config);
    expect(JSON.stringify(shown)).not.toContain(server.token);
  });

  test.each([
    ["ssp" as const, `PanelType: "SSpanel"`],
    ["native" as const, "/api/v1/agent/heartbeat"],
  ])("%s nodes get their own lines", async (compatibility, line) =>
    expect((await createNodeServer(ctx, { name: "x", compatibility })).installation).toContain(line),
  );

  test.each([
    { name: "an empty name", input: { name: "  ", compatibility: "newv2b" } },
    { name: "an unknown protocol", input: { name: "x", compatibility: "ftp" } },
    { name: "an unknown field", input: { name: "x", compatibility: "ssp", token: "mine" } },
  ])("refused: $name", ({ input }) =>
    expect(createNodeServer(ctx, input as Parameters<typeof createNodeServer>[1])).rejects.toMatchObject({ code: "validation_failed" }),
  );

  test("who may", async () => {
    const input = { name: "x", compatibility: "ssp" as const };
    await expect(createNodeServer(reader, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createNodeServer(testContext(db, { actor: userActor() }), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createNodeServer(testContext(db, { actor: anonymousActor }), input)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("list", () => {
  test("by name, filtered, counted, page by page in both ways", async () => {
    for (const name of ["c_1", "a", "b", "cx1"]) await addServer(db, { name, status: name === "b" ? "offline" : "online" });
    const names = async (input: Parameters<typeof listNodeServers>[1]) => {
      const { items, total, nextCursor } = NodeServerList.parse(await listNodeServers(reader, input));
      return [items.map((server) => server.name).join(), total, nextCursor !== null];
    };
    expect(await names({})).toEqual(["a,b,c_1,cx1", 4, false]);
    expect(await names({ limit: 2 })).toEqual(["a,b", 4, true]);
    expect(await names({ limit: 2, offset: 2 })).toEqual(["c_1,cx1", 4, false]);
    expect(await names({ limit: 2, offset: 20 })).toEqual(["", 4, false]);
    const { nextCursor } = await listNodeServers(reader, { limit: 2 });
    expect(await names({ limit: 2, cursor: nextCursor ?? "" })).toEqual(["c_1,cx1", 4, false]);
    expect(await names({ status: "offline" })).toEqual(["b", 1, false]);
    expect(await names({ q: "C_1" })).toEqual(["c_1", 1, false]);
    expect(await names({ q: "2" })).toEqual(["a", 1, false]);
    expect(await names({ q: "%" })).toEqual(["", 0, false]);
    await expect(listNodeServers(reader, { cursor: "nonsense" })).rejects.toMatchObject({ errors: [{ path: "cursor" }] });
  });

  test("counts clients and the users seen in the last five minutes", async () => {
    const { id } = await addServer(db);
    await addClient(db, id);
    await addClient(db, id);
    for (const [uid, seenAt] of [
      [1, noon],
      [2, fromNoon({ minutes: -4 })],
      [3, fromNoon({ minutes: -6 })],
    ] as const)
      await db.rows(sql`insert into node_online_user values (${id}, ${uid}, '{192.0.2.1}', ${seenAt})`, Any);
    expect((await listNodeServers(reader, {})).items).toMatchObject([{ clientCount: 2, onlineUsers: 2 }]);
  });
});

describe("maintenance of many", () => {
  test("all of them, each with its own history, audit row and event; ending it skips those that are in none", async () => {
    const until = fromNoon({ hours: 2 }).toISOString();
    const [one, two, three] = [await addServer(db), await addServer(db, { lastOnlineAt: noon }), await addServer(db)];
    expect(await setManyMaintenance(ctx, { ids: [two.id, one.id, two.id], on: true, reason: "switch", until })).toEqual({
      changed: 2,
      skipped: [],
    });
    expect((await listNodeServers(reader, { status: "maintenance" })).items.map(({ statusReason }) => statusReason)).toEqual([
      "maintenance: switch",
      "maintenance: switch",
    ]);
    expect(await setManyMaintenance(ctx, { ids: [one.id, two.id, three.id], on: false })).toEqual({ changed: 2, skipped: [three.id] });
    const { items } = await listNodeServers(reader, {});
    const statusOf = (id: number) => items.find((server) => server.id === id)?.status;
    expect([one, two, three].map(({ id }) => statusOf(id))).toEqual(["offline", "online", "online"]);
    expect((await readAudit(db)).map(({ action, subject_id }) => [action, subject_id])).toEqual([
      ["node-server.start-maintenance", String(one.id)],
      ["node-server.start-maintenance", String(two.id)],
      ["node-server.end-maintenance", String(one.id)],
      ["node-server.end-maintenance", String(two.id)],
    ]);
    expect(await readHistory(db)).toHaveLength(4);
    expect((await readEvents(db)).filter(({ type }) => type === "node-server:changed")).toHaveLength(4);
  });

  test("none, when one is unknown, its end is over or the permission is missing", async () => {
    const { id } = await addServer(db);
    await expect(setManyMaintenance(ctx, { ids: [id, 4711], on: true })).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "ids.1" }],
    });
    const over = fromNoon({ hours: -1 }).toISOString();
    await expect(setManyMaintenance(ctx, { ids: [id], on: true, until: over })).rejects.toMatchObject({ code: "validation_failed" });
    await expect(setManyMaintenance(reader, { ids: [id], on: true })).rejects.toMatchObject({ code: "forbidden" });
    expect(await readAudit(db)).toEqual([]);
  });

  test("two at once in different order wait for each other, and the later one wins", async () => {
    const [one, two] = [await addServer(db), await addServer(db)];
    await Promise.all([
      setManyMaintenance(ctx, { ids: [one.id, two.id], on: true, reason: "a" }),
      setManyMaintenance(ctx, { ids: [two.id, one.id], on: true, reason: "b" }),
    ]);
    expect(new Set((await listNodeServers(reader, {})).items.map(({ statusReason }) => statusReason)).size).toBe(1);
  });
});

describe("maintenance", () => {
  const fresh = () => addServer(db, { name: "fra-01", lastOnlineAt: fromNoon({ seconds: -10 }) });

  test("on with a reason and an end, changed, and off again: what the heartbeat says", async () => {
    const { id } = await fresh();
    const until = fromNoon({ hours: 2 }).toISOString();
    expect(await setMaintenance(ctx, { id, on: true, reason: "new disks", until })).toMatchObject({
      status: "maintenance",
      statusReason: "maintenance: new disks",
      maintenanceUntil: until,
      statusChangedAt: noon.toISOString(),
    });
    expect(await setMaintenance(ctx, { id, on: true })).toMatchObject({
      status: "maintenance",
      statusReason: "maintenance",
      maintenanceUntil: null,
    });
    expect(await setMaintenance(ctx, { id, on: false })).toMatchObject({
      status: "online",
      statusReason: "maintenance ended, heartbeat received",
      maintenanceUntil: null,
    });
    expect((await readHistory(db)).map((row) => [row.status, row.isSnapshot])).toEqual([
      ["maintenance", false],
      ["maintenance", false],
      ["online", false],
    ]);
    expect((await readAudit(db)).map((entry) => entry.action)).toEqual([
      "node-server.start-maintenance",
      "node-server.start-maintenance",
      "node-server.end-maintenance",
    ]);
    const changes = (await readEvents(db)).filter((event) => event.type === "node-server:status-changed");
    expect(changes.map((event) => event.payload.status)).toEqual(["maintenance", "online"]);
  });

  test("users of the server hear of it", async () => {
    const { id } = await fresh();
    await addClient(db, id);
    const user = await testUser(db);
    await givePackage(db, user);
    await setMaintenance(ctx, { id, on: true, reason: "new disks" });
    const news = (await readEvents(db)).find((event) => event.rooms.includes(`user:${user.id}`));
    expect(news?.payload).toEqual({
      nodeServerId: id,
      status: "maintenance",
      previous: "online",
      reason: "maintenance: new disks",
      at: noon.toISOString(),
    });
  });

  test("off while silent: offline, with how long", async () => {
    const { id } = await addServer(db, { status: "maintenance", lastOnlineAt: fromNoon({ minutes: -7 }) });
    expect(await setMaintenance(ctx, { id, on: false })).toMatchObject({
      status: "offline",
      statusReason: "maintenance ended, no heartbeat for 7 min",
    });
  });

  test("refused: an end that is over, an end of nothing, an unknown server", async () => {
    const { id } = await fresh();
    await expect(setMaintenance(ctx, { id, on: true, until: noon.toISOString() })).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path: "until" }],
    });
    await expect(setMaintenance(ctx, { id, on: false })).rejects.toMatchObject({ code: "wrong_state", state: { status: "online" } });
    await expect(setMaintenance(ctx, { id: 99, on: true })).rejects.toMatchObject({ code: "not_found" });
    expect(await readHistory(db)).toEqual([]);
  });

  test("two people end it at once: one did", async () => {
    const { id } = await addServer(db, { status: "maintenance", lastOnlineAt: noon });
    const results = await Promise.allSettled([setMaintenance(ctx, { id, on: false }), setMaintenance(ctx, { id, on: false })]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await readHistory(db)).toHaveLength(1);
  });
});

describe("change, token, delete", () => {
  test("changes what is given and says so, without the configuration", async () => {
    const { id } = await addServer(db, { name: "old", config: { server_port: 1 } });
    expect(await updateNodeServer(ctx, { id, name: "new", serverSideConfig: { server_port: 2 } })).toMatchObject({
      name: "new",
      compatibility: "newv2b",
    });
    const [entry] = await readAudit(db);
    expect(entry?.diff).toEqual({
      name: ["old", "new"],
      serverSideConfig: [expect.stringMatching(/^sha256:/), expect.stringMatching(/^sha256:/)],
    });
    await expect(updateNodeServer(ctx, { id: 99, name: "x" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a new token replaces the old one at once", async () => {
    const server = await addServer(db);
    const { token, installation } = await rotateToken(ctx, { id: server.id });
    expect(installation).toContain(token);
    const enter = (text: string) => authenticateNode(db, { nodeServerId: server.id, token: text, protocol: "uniproxy" });
    expect(await enter(token)).toMatchObject({ id: server.id });
    await expect(enter(server.token)).rejects.toMatchObject({ code: "forbidden" });
    expect((await readAudit(db))[0]?.diff).toEqual({ token: ["[secret]", "[secret]"] });
  });

  test("deletes with clients and history; refuses with usage", async () => {
    const { id } = await addServer(db);
    const client = await addClient(db, id);
    await db.rows(sql`insert into node_client_usage values (${client.id}, 1, 1, 1, 1, 1)`, Any);
    await expect(deleteNodeServer(ctx, { id })).rejects.toMatchObject({ code: "wrong_state", state: { hasUsage: true } });
    await db.pool.query("truncate node_client_usage");
    expect(await deleteNodeServer(ctx, { id })).toBeUndefined();
    await expect(showNodeServer(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteNodeServer(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await db.rows(sql`select 1 from node_client`, Any)).toEqual([]);
  });
});
