import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Actor } from "#lib/auth/actor";
import { anonymousActor, keyActor, nodeActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { listNodes } from "#lib/fleet/list-nodes";
import { NodeStatusDetail, StatusHistory, Uptime, UserNodeList } from "#lib/fleet/schema";
import { showNodeStatusHistory } from "#lib/fleet/show-node-status-history";
import { showStatusHistory } from "#lib/fleet/show-status-history";
import { showUptime } from "#lib/fleet/show-uptime";
import { addClient, addServer, givePackage } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const Any = z.object({});
const as = (actor: Actor, now = noon) => testContext(db, { actor, now });

beforeEach(async () => {
  await db.pool.query("truncate node_server, fleet_gap, package_queue, package, app_user restart identity cascade");
});

/** Three nodes in groups 1, 2 and both; one that is switched off; a user of group 1 and one of group 2. */
async function world() {
  const [fra, nyc] = [
    await addServer(db, { name: "fra-01 internal", lastOnlineAt: fromNoon({ seconds: -5 }) }),
    await addServer(db, { status: "offline" }),
  ];
  await addClient(db, fra.id, { name: "Frankfurt", factor: "1.5", groups: [1], displayOrder: 2, speedLimit: 100 });
  await addClient(db, nyc.id, { name: "New York", groups: [2], displayOrder: 1 });
  await addClient(db, nyc.id, { name: "Everywhere", groups: [1, 2], displayOrder: 1 });
  await addClient(db, fra.id, { name: "Off", groups: [1, 2], isEnabled: false });
  const [one, two] = [await testUser(db), await testUser(db)];
  await givePackage(db, one, { group: 1 });
  await givePackage(db, two, { group: 2 });
  return { fra, nyc, one, two };
}
const names = async (actor: Actor, userId?: string) => {
  const { items } = UserNodeList.parse(await listNodes(as(actor), userId === undefined ? {} : { userId }));
  return items.map((node) => node.name);
};

describe("a user's nodes", () => {
  test("are those that the active package allows and that are switched on, in display order", async () => {
    const { one, two } = await world();
    expect(await names(one.actor)).toEqual(["Everywhere", "Frankfurt"]);
    expect(await names(two.actor)).toEqual(["Everywhere", "New York"]);
    const { items } = await listNodes(as(one.actor), {});
    expect(items[1]).toEqual({
      id: 1,
      name: "Frankfurt",
      trafficFactor: "1.5",
      displayOrder: 2,
      speedLimit: 100,
      status: "online",
      lastOnlineAt: fromNoon({ seconds: -5 }).toISOString(),
      country: null,
      location: "",
      routeClass: "",
    });
    expect(JSON.stringify(items)).not.toContain("internal");
  });

  test.each([
    { name: "no package", give: undefined },
    { name: "a package in the queue", give: { status: "in_queue" as const } },
    { name: "a consumed one", give: { status: "consumed" as const } },
    { name: "an active one that expired a second ago", give: { expiresAt: fromNoon({ seconds: -1 }) } },
    { name: "one that expires this very moment", give: { expiresAt: noon } },
    { name: "one of a group without nodes", give: { group: 9 } },
  ])("none with $name", async ({ give }) => {
    await world();
    const user = await testUser(db);
    if (give) await givePackage(db, user, give);
    expect(await names(user.actor)).toEqual([]);
  });

  test("a package without an end goes on", async () => {
    await world();
    const user = await testUser(db);
    await givePackage(db, user, { expiresAt: null });
    expect(await names(user.actor)).toHaveLength(2);
  });
});

describe("whose nodes", () => {
  test("one's own id is fine; another's is not there", async () => {
    const { one, two } = await world();
    expect(await names(one.actor, one.id)).toEqual(["Everywhere", "Frankfurt"]);
    await expect(names(one.actor, two.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(names(one.actor, crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(names(one.actor, "1")).rejects.toMatchObject({ code: "validation_failed" });
  });

  test("fleet:read names anybody who exists; a key without a name gets the whole fleet", async () => {
    const { one, two } = await world();
    const key = keyActor(["fleet:read"]);
    expect(await names(key, two.id)).toEqual(["Everywhere", "New York"]);
    expect(await names(key)).toEqual(["Everywhere", "New York", "Frankfurt"]);
    await expect(names(key, crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(names(keyActor(["usage:read"]), one.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(names(keyActor(["usage:read"]))).rejects.toMatchObject({ code: "forbidden" });
    await expect(names(anonymousActor)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(names(nodeActor(1))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("an admin: own nodes with a package, else the whole fleet; with an own id never more than own nodes", async () => {
    await world();
    const admin = await testUser(db, { role: "admin" });
    expect(await names(admin.actor)).toHaveLength(3);
    expect(await names(admin.actor, admin.id)).toEqual([]);
    await givePackage(db, admin, { group: 1 });
    expect(await names(admin.actor)).toEqual(["Everywhere", "Frankfurt"]);
  });
});

async function snapshot(server: number, at: Date, status: "online" | "offline" | "maintenance"): Promise<void> {
  await db.rows(
    sql`insert into node_status_history (node_server_id, status, reason, is_snapshot, created_at) values (${server}, ${status}, 'test', true, ${at})`,
    Any,
  );
}
const refreshView = () => db.pool.query("refresh materialized view node_status_hourly_mv");

describe("nodes per hour", () => {
  const history = async (actor: Actor, asked: Omit<Parameters<typeof showStatusHistory>[1], "userId"> = {}) => {
    const { items } = StatusHistory.parse(await showStatusHistory(as(actor), asked));
    return items.map((item) => [item.bucketStart.slice(11, 16), item.onlineNodes, item.offlineNodes, item.maintenanceNodes]);
  };

  test("count the user's clients by the snapshot of their server, and add up", async () => {
    const { fra, nyc, one, two } = await world();
    await snapshot(fra.id, fromNoon({ hours: -2 }), "online");
    await snapshot(nyc.id, fromNoon({ hours: -2 }), "offline");
    await snapshot(fra.id, fromNoon({ hours: -1 }), "maintenance");
    await snapshot(nyc.id, fromNoon({ hours: -1 }), "online");
    expect(await history(one.actor)).toEqual([
      ["10:00", 1, 1, 0],
      ["11:00", 1, 0, 1],
    ]);
    expect(await history(two.actor)).toEqual([
      ["10:00", 0, 2, 0],
      ["11:00", 2, 0, 0],
    ]);
    expect(await history(keyActor(["fleet:read"]))).toEqual([
      ["10:00", 1, 2, 0],
      ["11:00", 2, 0, 1],
    ]);
  });

  test("an hour that was not recorded, or not for all of the nodes, is absent", async () => {
    const { fra, nyc, one, two } = await world();
    await snapshot(fra.id, fromNoon({ hours: -2 }), "online");
    await snapshot(nyc.id, fromNoon({ hours: -1 }), "online");
    expect(await history(one.actor)).toEqual([]);
    expect(await history(two.actor)).toEqual([["11:00", 2, 0, 0]]);
  });

  test("a node that did not exist yet is not counted", async () => {
    const { fra, nyc, one } = await world();
    await addClient(db, nyc.id, { createdAt: fromNoon({ minutes: -90 }) });
    for (const hours of [-2, -1]) for (const server of [fra.id, nyc.id]) await snapshot(server, fromNoon({ hours }), "online");
    expect(await history(one.actor)).toEqual([
      ["10:00", 2, 0, 0],
      ["11:00", 3, 0, 0],
    ]);
  });

  test("the last 24 hours by default; start inclusive, end exclusive; more than 90 days refused", async () => {
    const { fra, nyc, one } = await world();
    for (const hours of [-25, -24, -1, 0]) for (const server of [fra.id, nyc.id]) await snapshot(server, fromNoon({ hours }), "online");
    expect((await history(one.actor)).map(([hour]) => hour)).toEqual(["12:00", "11:00"]);
    expect(
      await history(one.actor, { start: fromNoon({ hours: -25 }).toISOString(), end: fromNoon({ seconds: 1 }).toISOString() }),
    ).toHaveLength(4);
    await expect(history(one.actor, { start: fromNoon({ days: -91 }).toISOString() })).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path: "start" }],
    });
    await expect(history(one.actor, { start: "yesterday" })).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path: "start" }],
    });
  });
});

describe("one node's history", () => {
  test("seconds per hour from the view, changes from the table, uptime of what is known", async () => {
    const { fra, one } = await world();
    await snapshot(fra.id, fromNoon({ days: -10, hours: -2 }), "online");
    await db.rows(
      sql`insert into node_status_history (node_server_id, status, reason, created_at) values (${fra.id}, 'offline', 'no heartbeat for 5 min', ${fromNoon({ days: -10, minutes: -75 })})`,
      Any,
    );
    await refreshView();
    const range = { start: fromNoon({ days: -11 }).toISOString(), end: fromNoon({ days: -9 }).toISOString() };
    expect(NodeStatusDetail.parse(await showNodeStatusHistory(as(one.actor), { id: 1, ...range }))).toEqual({
      id: 1,
      name: "Frankfurt",
      status: "online",
      ...range,
      uptimePercent: 75,
      hours: [
        {
          bucketStart: fromNoon({ days: -10, hours: -2 }).toISOString(),
          snapshotStatus: "online",
          onlineS: 2700,
          offlineS: 900,
          maintenanceS: 0,
        },
      ],
      changes: [
        { status: "offline", reason: "no heartbeat for 5 min", isSnapshot: false, at: fromNoon({ days: -10, minutes: -75 }).toISOString() },
      ],
    });
  });

  test("a change of a moment ago is there before any refresh", async () => {
    const { fra, one } = await world();
    await db.rows(
      sql`insert into node_status_history (node_server_id, status, reason, created_at) values (${fra.id}, 'online', 'heartbeat received', ${fromNoon({ seconds: -1 })})`,
      Any,
    );
    expect((await showNodeStatusHistory(as(one.actor), { id: 1 })).changes).toHaveLength(1);
  });

  test("a node that the package does not allow, that is off or that is not there: not found", async () => {
    const { one } = await world();
    for (const id of [2, 4, 99]) await expect(showNodeStatusHistory(as(one.actor), { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("uptime", () => {
  test("per UTC day and node; unknown days are absent", async () => {
    const { fra, one } = await world();
    await snapshot(fra.id, new Date("2026-11-10T23:00:00Z"), "online");
    await snapshot(fra.id, new Date("2026-11-11T00:00:00Z"), "offline");
    await snapshot(fra.id, new Date("2026-11-13T05:00:00Z"), "maintenance");
    await refreshView();
    const { items } = Uptime.parse(await showUptime(as(one.actor), { days: 20 }));
    expect(items).toEqual([
      { id: 3, name: "Everywhere", uptimePercent: null, days: [] },
      {
        id: 1,
        name: "Frankfurt",
        uptimePercent: 50,
        days: [
          { day: "2026-11-10", onlineS: 3600, offlineS: 0, maintenanceS: 0 },
          { day: "2026-11-11", onlineS: 0, offlineS: 3600, maintenanceS: 0 },
          { day: "2026-11-13", onlineS: 0, offlineS: 0, maintenanceS: 3600 },
        ],
      },
    ]);
    expect((await showUptime(as(one.actor), { days: 10 })).items[1]).toMatchObject({
      uptimePercent: 0,
      days: [{ day: "2026-11-11" }, { day: "2026-11-13" }],
    });
    await expect(showUptime(as(one.actor), { days: 91 })).rejects.toMatchObject({ errors: [{ path: "days" }] });
  });
});
