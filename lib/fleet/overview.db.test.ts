import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { listNodeSamples } from "#lib/fleet/list-node-samples";
import { FleetOverview, NodeSamples, NodeServerDetail } from "#lib/fleet/schema";
import { showFleetOverview } from "#lib/fleet/show-fleet-overview";
import { showNodeServer } from "#lib/fleet/show-node-server";
import { showServerStatusHistory } from "#lib/fleet/show-server-status-history";
import { addClient, addServer } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const Any = z.object({});
const ctx = testContext(db, { actor: keyActor(["fleet:read"]) });
const stranger = testContext(db, { actor: userActor() });
let fra: number;

beforeAll(async () => {
  fra = (await addServer(db, { name: "fra" })).id;
  await addServer(db, { name: "mended", status: "maintenance", lastOnlineAt: noon });
  await addServer(db, { name: "new", status: "offline" });
  await addServer(db, { name: "lost lately", status: "offline", lastOnlineAt: noon, createdAt: fromNoon({ days: -1 }) });
  await addServer(db, { name: "lost for long", status: "offline", lastOnlineAt: noon, createdAt: fromNoon({ days: -9 }) });
  await addClient(db, fra);
  await db.rows(sql`insert into node_online_user values (${fra}, 1, '{192.0.2.1}', ${noon}), (${fra + 1}, 1, '{192.0.2.2}', ${noon})`, Any);
  await db.rows(
    sql`insert into node_status_history (node_server_id, status, reason, is_snapshot, created_at) values
      (${fra}, 'online', 'heartbeat received', false, ${fromNoon({ minutes: -9 })}), (${fra}, 'online', 'heartbeat received', true, ${noon})`,
    Any,
  );
  await db.rows(
    sql`insert into node_sample (node_server_id, at, cpu_percent, memory_used)
      select ${fra}, ${noon}::timestamptz - make_interval(mins => minute), minute % 100, 9007199254740993 from generate_series(1, 3000) minute`,
    Any,
  );
  await db.rows(
    sql`insert into usage_refusal (node_server_id, at, code, detail) values (${fra}, ${noon}, 'counter_went_backwards', 'uid 1')`,
    Any,
  );
});

describe("the overview", () => {
  test("counts, names the troubled worst first, and the changes without snapshots", async () => {
    const overview = FleetOverview.parse(await showFleetOverview(ctx, {}));
    expect(overview.servers).toEqual({ online: 1, offline: 3, maintenance: 1 });
    expect([overview.clients, overview.onlineUsers]).toEqual([1, 1]);
    expect(overview.troubled.map((server) => server.name)).toEqual(["lost for long", "lost lately", "new", "mended"]);
    expect(overview.recentChanges).toEqual([
      {
        status: "online",
        reason: "heartbeat received",
        isSnapshot: false,
        at: fromNoon({ minutes: -9 }).toISOString(),
        nodeServerId: fra,
        nodeServerName: "fra",
      },
    ]);
    await expect(showFleetOverview(stranger, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("samples", () => {
  test("at most 500, oldest first, bytes exact", async () => {
    const { items } = NodeSamples.parse(await listNodeSamples(ctx, { id: fra }));
    expect(items.length).toBeGreaterThan(400);
    expect(items.length).toBeLessThanOrEqual(500);
    expect(items.map((item) => item.at)).toEqual(items.map((item) => item.at).sort());
    expect(items[0]?.memoryUsed).toBe("9007199254740993");
  });

  test("all of a short range; nothing of another; 404 for no server", async () => {
    const range = { start: fromNoon({ minutes: -10 }).toISOString(), end: noon.toISOString() };
    expect((await listNodeSamples(ctx, { id: fra, ...range })).items).toHaveLength(10);
    expect((await listNodeSamples(ctx, { id: fra + 1, ...range })).items).toEqual([]);
    await expect(listNodeSamples(ctx, { id: 99 })).rejects.toMatchObject({ code: "not_found" });
    await expect(listNodeSamples(stranger, { id: fra })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a server's page", () => {
  test("has everything", async () => {
    const detail = NodeServerDetail.parse(await showNodeServer(ctx, { id: fra }));
    expect(detail).toMatchObject({
      name: "fra",
      clientCount: 1,
      clients: [{ nodeServerName: "fra" }],
      latestSample: { at: fromNoon({ minutes: -1 }).toISOString(), cpuPercent: 1 },
      reports: [],
      refusals: [{ code: "counter_went_backwards" }],
    });
    expect(detail.changes).toHaveLength(1);
  });

  test("and its history", async () => {
    expect(await showServerStatusHistory(ctx, { id: fra })).toMatchObject({
      id: fra,
      name: "fra",
      status: "online",
      changes: [{ status: "online" }],
    });
    await expect(showServerStatusHistory(ctx, { id: 99 })).rejects.toMatchObject({ code: "not_found" });
    await expect(showServerStatusHistory(stranger, { id: fra })).rejects.toMatchObject({ code: "forbidden" });
  });
});
