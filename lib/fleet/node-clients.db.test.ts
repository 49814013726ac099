import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { bulkEditNodeClients } from "#lib/fleet/bulk-edit-node-clients";
import { createNodeClient } from "#lib/fleet/create-node-client";
import { deleteNodeClient } from "#lib/fleet/delete-node-client";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import { NodeClient, NodeClientDetail, NodeClientList } from "#lib/fleet/schema";
import { showNodeClient } from "#lib/fleet/show-node-client";
import { addClient, addServer, readAudit, readEvents } from "#lib/fleet/testing/fleet";
import { updateNodeClient } from "#lib/fleet/update-node-client";

const db = testDatabase();
const actor = keyActor(["fleet:read", "fleet:write"]);
const ctx = testContext(db, { actor });
const later = testContext(db, { actor, now: fromNoon({ hours: 1 }) });
const reader = testContext(db, { actor: keyActor(["fleet:read"]) });

beforeEach(async () => {
  await db.pool.query("truncate node_server, event_log, audit_log, node_client_usage restart identity cascade");
});

const create = (nodeServerId: number, more: Partial<Parameters<typeof createNodeClient>[1]> = {}) =>
  createNodeClient(ctx, { nodeServerId, name: "node", trafficFactor: "1.5", availableGroups: [1], ...more });
async function defaults(): Promise<[server: number, client: number][]> {
  const rows = await db.rows(
    sql`select node_server_id as server, id from node_client where is_default order by 1`,
    z.object({ server: z.number(), id: z.number() }),
  );
  return rows.map((row) => [row.server, row.id]);
}

describe("create", () => {
  test("answers the client; its factor has a history from the first moment", async () => {
    const server = await addServer(db, { name: "fra-01" });
    const client = NodeClient.parse(
      await create(server.id, {
        trafficFactor: "1.50",
        country: "DE",
        location: "Frankfurt",
        speedLimit: 100,
        displayOrder: 3,
        routeClass: "premium",
      }),
    );
    expect(client).toEqual({
      id: 1,
      nodeServerId: server.id,
      nodeServerName: "fra-01",
      name: "node",
      trafficFactor: "1.5",
      displayOrder: 3,
      speedLimit: 100,
      routeClass: "premium",
      availableGroups: [1],
      country: "DE",
      location: "Frankfurt",
      isEnabled: true,
      isDefault: true,
      status: "online",
      createdAt: noon.toISOString(),
    });
    const shown = NodeClientDetail.parse(await showNodeClient(reader, { id: 1 }));
    expect(shown.factors).toEqual([{ trafficFactor: "1.5", appliesFrom: noon.toISOString(), changedBy: "key test" }]);
    expect(await readAudit(db)).toMatchObject([
      { action: "node-client.create", diff: { trafficFactor: [null, "1.5"], isDefault: [null, true] } },
    ]);
    expect(await readEvents(db)).toMatchObject([
      { type: "node-client:changed", rooms: ["permission:fleet:read"], payload: { nodeClientId: 1, nodeServerId: 1 } },
    ]);
  });

  test("the first client is the default, even if it says no; a later one takes over if it says yes", async () => {
    const { id } = await addServer(db);
    await create(id, { isDefault: false });
    expect(await defaults()).toEqual([[id, 1]]);
    await create(id);
    expect(await defaults()).toEqual([[id, 1]]);
    await create(id, { isDefault: true });
    expect(await defaults()).toEqual([[id, 3]]);
  });

  test("three first clients at once: one default", async () => {
    const { id } = await addServer(db);
    await Promise.all([create(id, { isDefault: true }), create(id, { isDefault: true }), create(id)]);
    expect(await defaults()).toHaveLength(1);
  });

  test.each([
    { name: "a factor of zero", more: { trafficFactor: "0" }, path: "trafficFactor" },
    { name: "a negative factor", more: { trafficFactor: "-1" }, path: "trafficFactor" },
    { name: "four places", more: { trafficFactor: "1.0001" }, path: "trafficFactor" },
    { name: "a country in words", more: { country: "Germany" }, path: "country" },
    { name: "a group that is none", more: { availableGroups: [1.5] }, path: "availableGroups.0" },
  ])("refused: $name", async ({ more, path }) => {
    const { id } = await addServer(db);
    await expect(create(id, more)).rejects.toMatchObject({
      code: "validation_failed",
      errors: expect.arrayContaining([expect.objectContaining({ path })]),
    });
  });

  test("refused: an unknown server is named, and nothing is left behind", async () => {
    await expect(create(7)).rejects.toMatchObject({ code: "unprocessable", errors: [{ path: "nodeServerId" }] });
    expect(await readAudit(db)).toEqual([]);
  });

  test("who may", async () => {
    const { id } = await addServer(db);
    const input = { nodeServerId: id, name: "x", trafficFactor: "1", availableGroups: [] };
    for (const nobody of [reader, testContext(db, { actor: userActor() })])
      await expect(createNodeClient(nobody, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("change", () => {
  test("only a new factor writes factor history; the past stays", async () => {
    const { id } = await addServer(db);
    await create(id);
    await updateNodeClient(later, { id: 1, name: "renamed", trafficFactor: "1.500" });
    expect((await showNodeClient(reader, { id: 1 })).factors).toHaveLength(1);
    expect(await updateNodeClient(later, { id: 1, trafficFactor: "2.0" })).toMatchObject({ name: "renamed", trafficFactor: "2" });
    expect((await showNodeClient(reader, { id: 1 })).factors.map((factor) => [factor.trafficFactor, factor.appliesFrom])).toEqual([
      ["2", fromNoon({ hours: 1 }).toISOString()],
      ["1.5", noon.toISOString()],
    ]);
    expect((await readAudit(db)).at(-1)?.diff).toEqual({ trafficFactor: ["1.5", "2"] });
  });

  test("the default moves; a server is never left without one", async () => {
    const { id } = await addServer(db);
    for (let count = 0; count < 2; count++) await create(id);
    expect(await updateNodeClient(ctx, { id: 2, isDefault: true })).toMatchObject({ isDefault: true });
    expect(await defaults()).toEqual([[id, 2]]);
    await expect(updateNodeClient(ctx, { id: 2, isDefault: false })).rejects.toMatchObject({
      code: "wrong_state",
      state: { isDefault: true },
    });
    expect(await defaults()).toEqual([[id, 2]]);
  });

  test("a client that moves to another server leaves the flag behind, and both keep one", async () => {
    const [one, two] = [await addServer(db), await addServer(db)];
    await create(one.id);
    await create(one.id);
    expect(await updateNodeClient(ctx, { id: 1, nodeServerId: two.id })).toMatchObject({ nodeServerId: two.id, isDefault: true });
    expect(await defaults()).toEqual([
      [one.id, 2],
      [two.id, 1],
    ]);
    await updateNodeClient(ctx, { id: 2, nodeServerId: two.id });
    expect(await defaults()).toEqual([[two.id, 1]]);
  });

  test("clients that swap servers at once do not wait for each other", async () => {
    const [one, two] = [await addServer(db), await addServer(db)];
    await create(one.id);
    await create(two.id);
    await Promise.all([updateNodeClient(ctx, { id: 1, nodeServerId: two.id }), updateNodeClient(ctx, { id: 2, nodeServerId: one.id })]);
    expect(await defaults()).toEqual([
      [one.id, 2],
      [two.id, 1],
    ]);
  });

  test("refused: an unknown client, an unknown server, an unknown field", async () => {
    const { id } = await addServer(db);
    await create(id);
    await expect(updateNodeClient(ctx, { id: 9, name: "x" })).rejects.toMatchObject({ code: "not_found" });
    await expect(updateNodeClient(ctx, { id: 1, nodeServerId: 9 })).rejects.toMatchObject({ code: "unprocessable" });
    await expect(updateNodeClient(ctx, { id: 1, factor: "2" } as unknown as Parameters<typeof updateNodeClient>[1])).rejects.toMatchObject({
      errors: [{ path: "factor" }],
    });
  });
});

describe("many at once", () => {
  test("all of them, with history only where the factor is new", async () => {
    const { id } = await addServer(db);
    await create(id);
    await create(id, { trafficFactor: "2" });
    expect(await bulkEditNodeClients(later, { ids: [1, 2, 2], trafficFactor: "2", availableGroups: [1, 7] })).toEqual({
      changed: 2,
      changes: [
        {
          id: 1,
          name: "node",
          before: { trafficFactor: "1.5", availableGroups: [1] },
          after: { trafficFactor: "2", availableGroups: [1, 7] },
        },
        { id: 2, name: "node", before: { availableGroups: [1] }, after: { availableGroups: [1, 7] } },
      ],
    });
    expect((await listNodeClients(reader, {})).items.map((client) => [client.trafficFactor, client.availableGroups])).toEqual([
      ["2", [1, 7]],
      ["2", [1, 7]],
    ]);
    expect((await showNodeClient(reader, { id: 1 })).factors).toHaveLength(2);
    expect((await showNodeClient(reader, { id: 2 })).factors).toHaveLength(1);
    expect(await bulkEditNodeClients(later, { ids: [1, 2], trafficFactor: "2" })).toEqual({ changed: 0, changes: [] });
    expect((await readAudit(db)).filter((entry) => entry.action === "node-client.update").map((entry) => entry.subject_id)).toEqual([
      "1",
      "2",
    ]);
  });

  test("the speed limit and the switch too; a dry run says the same and changes nothing", async () => {
    const { id } = await addServer(db);
    await create(id);
    await create(id, { speedLimit: 50 });
    const input = { ids: [1, 2], speedLimit: 50, isEnabled: false };
    const said = await bulkEditNodeClients(later, { ...input, dryRun: true });
    expect(said.changes).toEqual([
      { id: 1, name: "node", before: { speedLimit: 0, isEnabled: true }, after: { speedLimit: 50, isEnabled: false } },
      { id: 2, name: "node", before: { isEnabled: true }, after: { isEnabled: false } },
    ]);
    expect(await showNodeClient(reader, { id: 1 })).toMatchObject({ speedLimit: 0, isEnabled: true });
    expect((await readAudit(db)).filter(({ action }) => action === "node-client.update")).toEqual([]);
    expect(await bulkEditNodeClients(later, input)).toEqual(said);
    expect(await showNodeClient(reader, { id: 1 })).toMatchObject({ speedLimit: 50, isEnabled: false });
    expect((await readAudit(db)).filter(({ action }) => action === "node-client.update")).toMatchObject([
      { subject_id: "1", diff: { speedLimit: [0, 50], isEnabled: [true, false] } },
      { subject_id: "2", diff: { isEnabled: [true, false] } },
    ]);
  });

  test("or none: unknown ids are named by their place", async () => {
    const { id } = await addServer(db);
    await create(id);
    await expect(bulkEditNodeClients(ctx, { ids: [1, 77], isEnabled: false })).rejects.toMatchObject({
      code: "unprocessable",
      errors: [{ path: "ids.1" }],
    });
    expect(await showNodeClient(reader, { id: 1 })).toMatchObject({ isEnabled: true });
  });

  test("refused without anything to change, and without the permission", async () => {
    await expect(bulkEditNodeClients(ctx, { ids: [1] })).rejects.toMatchObject({ code: "validation_failed" });
    await expect(bulkEditNodeClients(reader, { ids: [1], isEnabled: true })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("list and delete", () => {
  test("in display order, filtered, counted, page by page", async () => {
    const [one, two] = [await addServer(db, { name: "fra-01" }), await addServer(db, { name: "nyc-01", status: "offline" })];
    await addClient(db, one.id, { name: "Beta", displayOrder: 2 });
    await addClient(db, two.id, { name: "Alpha", displayOrder: 1 });
    await addClient(db, one.id, { name: "Gamma", displayOrder: 2 });
    const names = async (input: Parameters<typeof listNodeClients>[1]) => {
      const { items, total } = NodeClientList.parse(await listNodeClients(reader, input));
      return [items.map((client) => client.name).join(), total];
    };
    expect(await names({})).toEqual(["Alpha,Beta,Gamma", 3]);
    expect(await names({ nodeServerId: one.id })).toEqual(["Beta,Gamma", 2]);
    expect(await names({ status: "offline" })).toEqual(["Alpha", 1]);
    expect(await names({ q: "NYC" })).toEqual(["Alpha", 1]);
    const { nextCursor } = await listNodeClients(reader, { limit: 2 });
    expect(await names({ limit: 2, cursor: nextCursor ?? "" })).toEqual(["Gamma", 3]);
    expect(await names({ offset: 9 })).toEqual(["", 3]);
  });

  test("the oldest client inherits the default; a client with usage stays", async () => {
    const { id } = await addServer(db);
    for (let count = 0; count < 3; count++) await create(id);
    expect(await deleteNodeClient(ctx, { id: 1 })).toBeUndefined();
    expect(await defaults()).toEqual([[id, 2]]);
    await db.rows(sql`insert into node_client_usage values (2, 1, 1, 1, 1, 1)`, z.object({}));
    await expect(deleteNodeClient(ctx, { id: 2 })).rejects.toMatchObject({
      code: "wrong_state",
      state: { hasUsage: true, isEnabled: true },
    });
    await expect(deleteNodeClient(ctx, { id: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteNodeClient(reader, { id: 3 })).rejects.toMatchObject({ code: "forbidden" });
  });
});
