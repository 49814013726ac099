import { beforeEach, describe, expect, test, vi } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { maintainTelemetryPartitions, telemetryParents } from "#lib/telemetry/maintain-telemetry-partitions";
import { purgeTelemetry } from "#lib/telemetry/purge-telemetry";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import { keepDays, keepLogs, keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const ctx = testContext(db, { now: noon });
const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;
const partitions = async (parent: string) =>
  (
    await db.pool.query("select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1", [parent])
  ).rows.map(({ name }): string => name);
const keepHours = (hours: number) =>
  db.pool.query("insert into setting (key, value, updated_at, updated_by) values ('telemetry.logHours', $1, now(), 'test')", [hours]);
const log = (peerId: string | null, ageDays: number, rest = {}) => ({
  peerId,
  msg: "x",
  createdAt: fromNoon({ days: -ageDays }).toISOString(),
  ...rest,
});

beforeEach(async () => {
  await db.pool.query(
    "truncate setting, peer_connections, telemetry_node, telemetry_chain, substrate_logs, substrate_log_stats, substrate_log_delta, peer_reputation_report",
  );
  await keepDays(db, 10, 3);
});

describe("messages", () => {
  test("go by whole days of arrival, with what was counted of them, whatever their own clock says", async () => {
    await keepHours(48);
    await keepLogs(db, [
      log("a", 1),
      log("a", 2.4),
      log("a", 3),
      log("b", 3),
      log("a", 900, { receivedAt: noon.toISOString() }),
      log("a", 0, { receivedAt: fromNoon({ days: -5 }).toISOString() }),
    ]);
    await keepLogs(db, [log("a", 3), log(null, 4)], { isFolded: true });
    const result = await purgeTelemetry(ctx);
    expect(result.messagePartitions).toBeGreaterThan(0);
    expect((await partitions("substrate_logs_expiring"))[0]).toBe("substrate_logs_expiring_p20261118");
    expect(await read("select peer_id, received_at from substrate_logs order by received_at")).toEqual([
      { peer_id: "a", received_at: fromNoon({ days: -2.4 }) },
      { peer_id: "a", received_at: fromNoon({ days: -1 }) },
      { peer_id: "a", received_at: noon },
    ]);
    expect(await countDifferences(db)).toEqual([]);
    expect(await read("select sum(qty)::int as qty from substrate_log_stats")).toEqual([{ qty: 3 }]);
    expect((await purgeTelemetry(ctx)).messagePartitions).toBe(0);
  });

  test("go day by day with their counts: one that somebody reads keeps none of the older ones", async () => {
    await keepHours(48);
    await keepLogs(db, [log("a", 5), log("a", 4), log("a", 3)]);
    const reader = await db.pool.connect();
    await reader.query("begin");
    await reader.query("select from substrate_logs_expiring_p20261117");
    const purging = purgeTelemetry(ctx);
    await vi.waitFor(
      async () => expect((await partitions("substrate_logs_expiring"))[0]).toBe("substrate_logs_expiring_p20261117"),
      10_000,
    );
    expect(await read("select day::text from substrate_log_stats")).toEqual([{ day: "2026-11-17" }]);
    expect(await countDifferences(db)).toEqual([]);
    await reader.query("commit");
    reader.release();
    expect((await purging).messagePartitions).toBeGreaterThan(1);
    expect(await read("select from substrate_log_stats")).toEqual([]);
  }, 20_000);

  test("leave no counts of days that are gone already", async () => {
    await keepHours(48);
    await keepLogs(db, [log("a", 1), log("a", 5, { audit: true })]);
    await purgeTelemetry(ctx);
    await db.pool.query(
      "insert into substrate_log_stats select 'late ' || n, 'x', '2026-11-10', false, 1, $1, $1 from generate_series(1, 6000) n",
      [noon],
    );
    expect(await purgeTelemetry(ctx)).toMatchObject({ messagePartitions: 0, counts: 6_000 });
    expect(await read("select peer_id from substrate_log_stats")).toEqual([{ peer_id: "a" }, { peer_id: "a" }]);
  });

  test("of the audit path stay, with their counts, connections and nodes", async () => {
    await keepHours(24);
    await keepNode(db, {
      peerId: "a",
      audit: true,
      connectedAt: fromNoon({ days: -9 }),
      lastSeenAt: fromNoon({ days: -9 }),
      disconnectedAt: fromNoon({ days: -9 }),
    });
    await keepLogs(db, [log("a", 9, { audit: true }), log("a", 9)]);
    await purgeTelemetry(ctx);
    expect(
      await read(
        "select audit from substrate_logs union all select audit from peer_connections union all select audit from telemetry_node",
      ),
    ).toEqual(Array(3).fill({ audit: true }));
    expect(await countDifferences(db)).toEqual([]);
  });
});

describe("connections", () => {
  test("go when they are closed and older than every message; open ones stay, however old", async () => {
    await keepHours(48);
    const old = { connectedAt: fromNoon({ days: -9 }), lastSeenAt: fromNoon({ days: -8 }) };
    await keepNode(db, { peerId: "gone", chain: "old", ...old, disconnectedAt: fromNoon({ days: -8 }) });
    await keepNode(db, { peerId: "open", ...old, disconnectedAt: null });
    await keepNode(db, {
      peerId: "late",
      connectedAt: fromNoon({ days: -9 }),
      lastSeenAt: fromNoon({ days: -1 }),
      disconnectedAt: fromNoon({ days: -1 }),
    });
    await db.pool.query(
      "insert into telemetry_chain (chain_key, name, changed_at) values ('old', 'old', $1), ('Polkadot', 'Polkadot', $1)",
      [fromNoon({ days: -8 })],
    );
    expect(await purgeTelemetry(ctx)).toMatchObject({ connections: 1, nodes: 1, chains: 1 });
    expect(await read("select peer_id from peer_connections order by 1")).toEqual([{ peer_id: "late" }, { peer_id: "open" }]);
    expect(await read("select peer_id from telemetry_node order by 1")).toEqual([{ peer_id: "late" }, { peer_id: "open" }]);
    expect(await read("select chain_key from telemetry_chain")).toEqual([{ chain_key: "Polkadot" }]);
  });

  test("in any number go in steps", async () => {
    await keepHours(48);
    await db.pool.query(
      `insert into peer_connections (id, socket_id, node_id, ip_addr, audit, created_at, last_seen_at, disconnected_at)
        select n, gen_random_uuid(), 1, '', false, $1, $1, $1 from generate_series(1, 12000) n`,
      [fromNoon({ days: -5 })],
    );
    expect(await purgeTelemetry(ctx)).toMatchObject({ connections: 12_000 });
  });
});

test("by default messages stay, and the last report of a node that is gone goes with its reputation", async () => {
  await keepLogs(db, [log("a", 9)]);
  await db.pool.query("insert into peer_reputation_report values ('old', $1, $1, '{}', '{}', '{}'), ('new', $2, $2, '{}', '{}', '{}')", [
    fromNoon({ days: -36 }),
    noon,
  ]);
  expect(await purgeTelemetry(ctx)).toMatchObject({ messagePartitions: 0, reports: 1 });
  expect(await read("select reporting_peer from peer_reputation_report")).toEqual([{ reporting_peer: "new" }]);
});

test("partitions are made for yesterday to three days ahead, once, however many make them", async () => {
  const later = new Date("2099-03-01T05:00:00Z");
  const made = await Promise.all([1, 2, 3].map(() => maintainTelemetryPartitions(db, later)));
  expect(made.map(({ expiring }) => expiring).toSorted()).toEqual([0, 0, 5]);
  expect(await maintainTelemetryPartitions(db, later)).toEqual({ expiring: 0, audit: 0, minutes: 0, reputation: 0 });
  const names = (await Promise.all(Object.values(telemetryParents).map(partitions))).flat().filter((name) => name.includes("_p2099"));
  expect(names).toHaveLength(20);
  expect(names).toContain("substrate_logs_audit_p20990228");
  expect(names).toContain("telemetry_node_minute_p20990304");
});
