import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { sampleNodes } from "#lib/telemetry/sample-nodes";
import { keepNode } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;

beforeEach(() => db.pool.query("truncate telemetry_node, telemetry_node_minute").then(() => {}));

test("every connected node is noted once a minute", async () => {
  await keepNode(db, { peerId: "a", bestHeight: 7n, finalizedHeight: 5n, peers: 39 });
  await keepNode(db, { peerId: "b" });
  await keepNode(db, { peerId: "gone", disconnectedAt: noon });
  expect(await sampleNodes(db, fromNoon({ seconds: 3 }))).toBe(2);
  expect(await sampleNodes(db, fromNoon({ seconds: 59 }))).toBe(0);
  expect(await sampleNodes(db, fromNoon({ seconds: 60 }))).toBe(2);
  expect(
    await read(
      "select peer_id, bucket, best_height::int, finalized_height::int, peers from telemetry_node_minute order by bucket, peer_id limit 2",
    ),
  ).toEqual([
    { peer_id: "a", bucket: noon, best_height: 7, finalized_height: 5, peers: 39 },
    { peer_id: "b", bucket: noon, best_height: null, finalized_height: null, peers: null },
  ]);
});

test("a day without a partition gets one", async () => {
  await keepNode(db, { peerId: "a" });
  const later = new Date("2098-03-01T05:00:00Z");
  expect(await sampleNodes(db, later)).toBe(1);
  expect(await read("select bucket from telemetry_node_minute")).toEqual([{ bucket: later }]);
});
