import { beforeEach, describe, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { closeLostConnections } from "#lib/telemetry/close-lost-connections";
import { openConnection } from "#lib/telemetry/node-connection";
import { readIdentity } from "#lib/telemetry/node-identity";
import { PresentState } from "#lib/telemetry/present-state";
import { keepNode } from "#lib/telemetry/testing/kept-telemetry";
import { connectedMessage, messageOf } from "#lib/telemetry/testing/messages";
import { writePresent } from "#lib/telemetry/write-present";

const db = testDatabase();
const ctx = testContext(db, { now: noon });
const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;
const ends = () => read("select peer_id, disconnected_at, disconnect_reason from peer_connections order by peer_id");

beforeEach(() => db.pool.query("truncate peer_connections, telemetry_node, event_log").then(() => {}));

describe("connections that nobody has written of", () => {
  test("for more than a minute ended when they were last seen; their nodes too, and that is told", async () => {
    await keepNode(db, { peerId: "lost", lastSeenAt: fromNoon({ seconds: -61 }) });
    await keepNode(db, { peerId: "there", lastSeenAt: fromNoon({ seconds: -59 }) });
    expect(await closeLostConnections(ctx)).toBe(1);
    expect(await ends()).toEqual([
      { peer_id: "lost", disconnected_at: fromNoon({ seconds: -61 }), disconnect_reason: "lost" },
      { peer_id: "there", disconnected_at: null, disconnect_reason: null },
    ]);
    expect(await read("select peer_id, disconnected_at from telemetry_node order by 1")).toEqual([
      { peer_id: "lost", disconnected_at: fromNoon({ seconds: -61 }) },
      { peer_id: "there", disconnected_at: null },
    ]);
    expect(await read("select type, payload from event_log")).toEqual([
      { type: "telemetry:node-disconnected", payload: { peerIds: ["lost"], count: 1 } },
    ]);
    expect(await closeLostConnections(ctx)).toBe(0);
  });

  test("leave a node there that has a newer one", async () => {
    await keepNode(db, { peerId: "a", lastSeenAt: fromNoon({ seconds: -100 }) });
    await db.pool.query("update telemetry_node set connection_id = 77");
    expect(await closeLostConnections(ctx)).toBe(1);
    expect(await read("select disconnected_at from telemetry_node")).toEqual([{ disconnected_at: null }]);
    expect(await read("select from event_log")).toEqual([]);
  });

  test("may be made of a node server's reports, which come seldomer", async () => {
    const [server] = await read(
      "insert into node_server (name, compatibility, token_hash) values ('reporter', 'newv2b', '\\x00') returning id",
    );
    await keepNode(db, { peerId: "a", lastSeenAt: fromNoon({ minutes: -14 }) });
    await db.pool.query("update peer_connections set node_server_id = $1", [server?.id]);
    expect(await closeLostConnections(ctx)).toBe(0);
    await db.pool.query("update peer_connections set last_seen_at = $1", [fromNoon({ minutes: -16 })]);
    expect(await closeLostConnections(ctx)).toBe(1);
  });
});

test("one that lives all the same is opened again by its process, and one that was purged is there again", async () => {
  const present = new PresentState();
  const connection = openConnection(
    { socketId: crypto.randomUUID(), nodeId: "1", address: "192.0.2.7", audit: false, process: null, nodeServerId: null },
    noon.getTime(),
  );
  connection.identity = readIdentity(connectedMessage("a"))?.identity ?? null;
  connection.isIdentityComplete = true;
  connection.isNodeStored = true;
  connection.id = Number(await keepNode(db, { peerId: "a", connectedAt: noon, lastSeenAt: fromNoon({ seconds: -100 }) }));
  present.apply(connection, messageOf({ payload: { msg: "note" } }), noon.getTime());
  const write = () => writePresent(db, present, noon);
  await write();
  await closeLostConnections(ctx);
  expect(await ends()).toMatchObject([{ disconnect_reason: "lost" }]);
  connection.lastSeenAtMs = noon.getTime() + 5_000;
  await write();
  expect(await ends()).toEqual([{ peer_id: "a", disconnected_at: null, disconnect_reason: null }]);
  expect(await read("select disconnected_at, last_seen_at from telemetry_node")).toEqual([
    { disconnected_at: null, last_seen_at: fromNoon({ seconds: 5 }) },
  ]);
  await db.pool.query("truncate peer_connections");
  connection.lastSeenAtMs = noon.getTime() + 10_000;
  await write();
  expect(await ends()).toEqual([{ peer_id: "a", disconnected_at: null, disconnect_reason: null }]);
});
