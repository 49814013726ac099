import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { closeConnection, type NodeConnection, openConnection } from "#lib/telemetry/node-connection";
import { readIdentity } from "#lib/telemetry/node-identity";
import { PresentState } from "#lib/telemetry/present-state";
import { keepNode } from "#lib/telemetry/testing/kept-telemetry";
import { connectedMessage, messageOf } from "#lib/telemetry/testing/messages";
import { writePresent } from "#lib/telemetry/write-present";

const db = testDatabase();
const atMs = noon.getTime();
const read = async (text: string): Promise<Record<string, unknown>[]> => (await db.pool.query(text)).rows;
const node = async () => (await read("select connection_id::int as connection, disconnected_at from telemetry_node"))[0];
const later = (seconds: number) => fromNoon({ seconds });
let present: PresentState;

beforeEach(async () => {
  await db.pool.query("truncate peer_connections, telemetry_node, telemetry_chain, event_log");
  present = new PresentState();
});

/** The peer's next connection, stored as a batch does: the node's row is of the newest. */
async function connect(to: PresentState = present): Promise<NodeConnection> {
  await db.pool.query("delete from telemetry_node");
  const connection = openConnection(
    { socketId: crypto.randomUUID(), nodeId: "1", address: "192.0.2.7", audit: false, process: null, nodeServerId: null },
    atMs,
  );
  connection.identity = readIdentity(connectedMessage("a"))?.identity ?? null;
  connection.isIdentityComplete = true;
  connection.isNodeStored = true;
  connection.id = Number(await keepNode(db, { peerId: "a" }));
  to.apply(connection, messageOf({ payload: { msg: "note" } }), atMs);
  return connection;
}

const close = (connection: NodeConnection, seconds: number, of: PresentState = present) => {
  closeConnection(connection, "closed", later(seconds).getTime());
  of.ended(connection);
};
const write = (seconds: number, of: PresentState = present) => writePresent(db, of, later(seconds));

describe("a node with two sockets", () => {
  test("is the older one's when the newer one closes, and gone with that", async () => {
    const [older, newer] = [await connect(), await connect()];
    await write(0);
    expect(await node()).toEqual({ connection: newer.id, disconnected_at: null });
    close(newer, 1);
    await write(1);
    expect(await node()).toEqual({ connection: older.id, disconnected_at: null });
    close(older, 2);
    await write(2);
    expect(await node()).toEqual({ connection: older.id, disconnected_at: later(2) });
  });

  test("is gone when both close before that is written, in either order", async () => {
    for (const newerFirst of [true, false]) {
      const [older, newer] = [await connect(), await connect()];
      await write(0);
      close(newerFirst ? newer : older, 1);
      close(newerFirst ? older : newer, 2);
      await write(2);
      expect(await node()).toMatchObject({ disconnected_at: later(2) });
      expect(await read("select from peer_connections where disconnected_at is null")).toEqual([]);
      await db.pool.query("truncate peer_connections");
    }
  });

  test("stays the newer one's while that lives, whoever holds it, and its end is not written over", async () => {
    const [older, elsewhere] = [await connect(), new PresentState()];
    const newer = await connect(elsewhere);
    await write(0);
    await write(0, elsewhere);
    expect(await node()).toEqual({ connection: newer.id, disconnected_at: null });
    close(newer, 3, elsewhere);
    await write(3, elsewhere);
    close(older, 2);
    await write(4);
    expect(await node()).toEqual({ connection: newer.id, disconnected_at: later(3) });
  });
});
