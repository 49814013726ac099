import { describe, expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import type { TelemetryMessage } from "#lib/telemetry/message";
import { closeConnection, type NodeConnection, openConnection } from "#lib/telemetry/node-connection";
import { readIdentity } from "#lib/telemetry/node-identity";
import { PresentState } from "#lib/telemetry/present-state";
import { connectedMessage, messageOf } from "#lib/telemetry/testing/messages";

const at = noon.getTime();
let lastId = 0;

/** A connection of a node that has said who it is; stored unless said otherwise. */
function connection(peerId: string, { isStored = true, chain = "0xc" } = {}): NodeConnection {
  const made = openConnection({ socketId: "", nodeId: "1", address: "192.0.2.7", audit: false, process: null, nodeServerId: null }, at);
  if (isStored) store(made);
  made.identity = readIdentity(connectedMessage(peerId, { genesis_hash: chain }))?.identity ?? null;
  return made;
}

/** As a committed batch does. */
function store(connection: NodeConnection): void {
  connection.id = ++lastId;
  connection.isNodeStored = true;
}

const block = (height: number) => messageOf({ id: 1, payload: { msg: "block.import", height, best: `0x${height}` } });

function apply(present: PresentState, to: NodeConnection, message: TelemetryMessage, atMs: number): void {
  to.lastSeenAtMs = atMs;
  present.apply(to, message, atMs);
}

function end(present: PresentState, ended: NodeConnection, atMs: number): void {
  closeConnection(ended, "closed", atMs);
  present.ended(ended);
}

describe("the present", () => {
  test("is written once for many messages, and again only when something is new", () => {
    const present = new PresentState();
    const node = connection("a");
    for (const height of [1, 2, 3]) apply(present, node, block(height), at + height);
    const changes = present.changes(at + 10);
    expect(changes.nodes).toMatchObject([{ peerId: "a", connection: node, propagationMs: 0, state: { bestHeight: 3n } }]);
    expect(changes.chains).toMatchObject([{ chainKey: "0xc", state: { bestHeight: 3n } }]);
    expect(changes.chains[0]?.newBlocks.map(({ height }) => height)).toEqual([3n, 2n, 1n]);
    changes.written();
    apply(present, node, messageOf({ payload: { msg: "txpool.import" } }), at + 11);
    expect(present.changes(at + 20)).toMatchObject({ nodes: [], chains: [], connections: [], connected: [] });
    apply(present, node, block(4), at + 21);
    expect(present.changes(at + 30).chains[0]?.newBlocks.map(({ height }) => height)).toEqual([4n]);
  });

  test("what could not be written comes again, with what came meanwhile", () => {
    const present = new PresentState();
    const node = connection("a");
    apply(present, node, block(1), at);
    present.changes(at);
    apply(present, node, block(2), at + 1);
    expect(present.changes(at + 1)).toMatchObject({ nodes: [{ state: { bestHeight: 2n } }], connected: ["a"] });
  });

  test("what changes while it is being written is not lost", () => {
    const present = new PresentState();
    const node = connection("a");
    apply(present, node, block(1), at);
    const changes = present.changes(at);
    apply(present, node, block(2), at + 1);
    changes.written();
    expect(present.changes(at + 1)).toMatchObject({
      nodes: [{ state: { bestHeight: 2n } }],
      chains: [{ state: { bestHeight: 2n } }],
      connected: [],
    });
  });

  test("of a node whose connection is not stored yet waits for it", () => {
    const present = new PresentState();
    const node = connection("a", { isStored: false });
    apply(present, node, block(1), at);
    expect(present.changes(at)).toMatchObject({ nodes: [], connections: [], connected: [] });
    node.id = ++lastId;
    expect(present.changes(at + 1)).toMatchObject({ nodes: [], chains: [], connected: [] });
    store(node);
    expect(present.changes(at + 1)).toMatchObject({ nodes: [{ peerId: "a" }], chains: [{ chainKey: "0xc" }], connected: ["a"] });
  });

  test("of a node that has not said who it is has only its connection", () => {
    const present = new PresentState();
    const node = connection("a");
    node.identity = null;
    apply(present, node, block(1), at);
    apply(present, node, block(1), at + 5_000);
    expect(present.changes(at + 5_000)).toMatchObject({ nodes: [], chains: [], connections: [node] });
  });

  test("a quiet node is seen every five seconds", () => {
    const present = new PresentState();
    const node = connection("a");
    apply(present, node, block(1), at);
    present.changes(at).written();
    node.lastSeenAtMs = at + 4_999;
    expect(present.changes(at + 4_999)).toMatchObject({ nodes: [], connections: [] });
    node.lastSeenAtMs = at + 5_000;
    const seen = present.changes(at + 5_000);
    expect(seen).toMatchObject({ nodes: [{ peerId: "a" }], connections: [node] });
    seen.written();
    expect(present.changes(at + 5_001)).toMatchObject({ nodes: [], connections: [] });
  });

  test("a node is behind the first of its chain, and not of another chain", () => {
    const present = new PresentState();
    const [first, second, elsewhere] = [connection("a"), connection("b"), connection("c", { chain: "0xd" })];
    apply(present, first, block(9), at);
    apply(present, second, block(9), at + 120);
    apply(present, elsewhere, block(9), at + 300);
    expect(present.changes(at).nodes.map(({ peerId, propagationMs }) => [peerId, propagationMs])).toEqual([
      ["a", 0],
      ["b", 120],
      ["c", 0],
    ]);
  });
});

describe("chains", () => {
  const written = (present: PresentState, atMs: number) => {
    const changes = present.changes(atMs);
    changes.written();
    return changes.chains.map(({ chainKey }) => chainKey);
  };
  const renameChain = (node: NodeConnection, chain: string) => {
    if (node.identity) node.identity = { ...node.identity, chainKey: chain };
  };

  test("that a node invents are forgotten when they are written and it says another", () => {
    const present = new PresentState();
    const node = connection("a");
    for (let n = 1; n <= 100; n++) {
      renameChain(node, `0x${n}`);
      apply(present, node, block(n), at + n);
    }
    expect(present.chains).toBe(100);
    expect(written(present, at + 200)).toHaveLength(100);
    expect(present.chains).toBe(1);
    apply(present, node, block(101), at + 300);
    expect(written(present, at + 300)).toEqual(["0x100"]);
  });

  test("stay while anybody tells of them, whoever was the first", () => {
    const present = new PresentState();
    const [first, second, elsewhere] = [connection("a"), connection("b"), connection("c")];
    for (const node of [first, second, elsewhere]) apply(present, node, block(1), at);
    written(present, at);
    end(present, first, at + 1);
    renameChain(elsewhere, "0xd");
    written(present, at + 1);
    apply(present, second, block(2), at + 6_000);
    expect(present.changes(at + 6_000).chains[0]?.newBlocks).toMatchObject([{ height: 2n, blockTimeMs: 6_000 }]);
    written(present, at + 6_000);
    end(present, second, at + 6_001);
    written(present, at + 6_001);
    expect(present.chains).toBe(0);
  });

  test("are not forgotten before they are written, unless their node never will be", () => {
    const present = new PresentState();
    const node = connection("a", { isStored: false });
    apply(present, node, block(1), at);
    end(present, node, at);
    expect(written(present, at + 1)).toEqual([]);
    expect(present.chains).toBe(1);
    store(node);
    expect(written(present, at + 2)).toEqual(["0xc"]);
    expect(present.chains).toBe(0);
    const never = connection("b", { isStored: false });
    apply(present, never, block(1), at);
    end(present, never, at);
    expect(written(present, at + 100_000)).toEqual([]);
    expect(present.chains).toBe(0);
  });
});

describe("the end of a connection", () => {
  test("is the node's when it was the last one, and told once", () => {
    const present = new PresentState();
    const node = connection("a");
    apply(present, node, block(1), at);
    present.changes(at).written();
    end(present, node, at + 1);
    const changes = present.changes(at + 1);
    expect(changes).toMatchObject({ nodes: [{ connection: { disconnectedAtMs: at + 1 } }], connections: [node], disconnected: ["a"] });
    changes.written();
    expect(present.changes(at + 2)).toMatchObject({ nodes: [], connections: [], disconnected: [] });
  });

  test("leaves the node there while it has another one", () => {
    const present = new PresentState();
    const [first, second] = [connection("a"), connection("a")];
    apply(present, first, block(1), at);
    apply(present, second, block(1), at);
    present.changes(at).written();
    end(present, second, at + 1);
    expect(present.changes(at + 1)).toMatchObject({ nodes: [{ connection: first }], connections: [second], disconnected: [] });
  });

  test("and a new one go together: the node is there, and both are told", () => {
    const present = new PresentState();
    const [first, second] = [connection("a"), connection("a")];
    apply(present, first, block(1), at);
    present.changes(at).written();
    end(present, first, at + 1);
    apply(present, second, block(2), at + 2);
    expect(present.changes(at + 2)).toMatchObject({
      nodes: [{ connection: second, state: { bestHeight: 2n } }],
      connections: [first],
      connected: ["a"],
      disconnected: ["a"],
    });
  });

  test("before it was stored is written with it, or is forgotten", () => {
    const present = new PresentState();
    const [stored, never] = [connection("a", { isStored: false }), connection("b", { isStored: false })];
    for (const node of [stored, never]) {
      apply(present, node, block(1), at);
      end(present, node, at);
    }
    expect(present.changes(at).connections).toEqual([]);
    store(stored);
    present.changes(at + 100_000).written();
    store(never);
    expect(present.changes(at + 100_000).connections).toEqual([]);
  });
});
