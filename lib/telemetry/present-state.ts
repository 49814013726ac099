import { type ChainState, propagationMs, seeBest, seeFinalized, unknownChain } from "#lib/telemetry/chain-state";
import type { TelemetryMessage } from "#lib/telemetry/message";
import type { NodeConnection } from "#lib/telemetry/node-connection";
import { type NodeState, reduceNodeState, unknownState } from "#lib/telemetry/node-state";
import type { PresentChain } from "./internal/update-chains.ts";
import type { PresentNode } from "./internal/update-nodes.ts";

/** That a node lives is written no more often than this, unless something else about it is. */
const seenEveryMs = 5_000;
/** What ended before it was stored carries its end with it; where storing was under way, another look is needed. */
const unwrittenForMs = 60_000;

interface KnownNode {
  /** The peer's open connections, the newest last; once none is open, the one that ended last. */
  connections: NodeConnection[];
  state: NodeState;
  propagationMs: number | null;
  /** Raised by every change; what was written is clean if nothing changed since. */
  revision: number;
  writtenRevision: number;
}

interface KnownChain {
  state: ChainState;
  written: ChainState;
  /** Somebody who tells of it: its row is there once theirs is. */
  teller: NodeConnection;
}

interface OpenConnection {
  /** The last sign of life that was written. */
  writtenSeenAtMs: number;
  /** Null until its node says who it is. */
  node: KnownNode | null;
}

/** What is to be written now. */
export interface PresentChanges {
  nodes: PresentNode[];
  chains: PresentChain[];
  connections: NodeConnection[];
  /** Peers that came and went. */
  connected: string[];
  disconnected: string[];
  /** To be called when all of it is committed. Without it all of it comes again. */
  written(): void;
}

/**
 * The nodes of this process as they are now, in memory: what changes many times a second is written a few times a second,
 * set by set (`writePresent`).
 */
export class PresentState {
  readonly #nodes = new Map<string, KnownNode>();
  readonly #chains = new Map<string, KnownChain>();
  readonly #open = new Map<NodeConnection, OpenConnection>();
  readonly #ended = new Set<NodeConnection>();
  readonly #connected = new Set<NodeConnection>();
  readonly #disconnected = new Set<NodeConnection>();

  /** How many chains are remembered. */
  get chains(): number {
    return this.#chains.size;
  }

  /** After a message was taken: `connection` is the one that it belongs to. */
  apply(connection: NodeConnection, message: TelemetryMessage, atMs: number): void {
    const node = this.#nodeOfOpen(connection, atMs);
    if (node === null) return;
    const state = reduceNodeState(node.state, message, atMs);
    if (state === node.state) return;
    const chainKey = connection.identity?.chainKey ?? "";
    if (chainKey !== "") this.#see(chainKey, connection, node, state, atMs);
    node.state = state;
    node.revision++;
  }

  /** A connection that was closed (`closeConnection`). */
  ended(connection: NodeConnection): void {
    this.#open.delete(connection);
    this.#ended.add(connection);
    const node = connection.identity && this.#nodes.get(connection.identity.peerId);
    if (!node?.connections.includes(connection)) return;
    if (node.connections.length > 1) node.connections = node.connections.filter((one) => one !== connection);
    else this.#disconnected.add(connection);
    node.revision++;
  }

  /** What changed since it was last written, of all whose connection is stored. */
  changes(nowMs: number): PresentChanges {
    const seen = [...this.#open].flatMap(([connection, open]) => {
      const { id, lastSeenAtMs } = connection;
      return id !== null && lastSeenAtMs - open.writtenSeenAtMs >= seenEveryMs ? [{ connection, open, lastSeenAtMs }] : [];
    });
    for (const { open } of seen) if (open.node) open.node.revision++;
    const ended = [...this.#ended].filter(
      (connection) => isStored(connection) || nowMs - (connection.disconnectedAtMs ?? 0) > unwrittenForMs,
    );
    const nodes = [...this.#nodes].flatMap(([peerId, node]) => {
      const connection = node.connections.at(-1);
      const isDue = node.revision !== node.writtenRevision && connection !== undefined && connection.isNodeStored;
      return isDue ? [{ peerId, node, connection, revision: node.revision, state: node.state, propagationMs: node.propagationMs }] : [];
    });
    const chains = [...this.#chains].flatMap(([chainKey, chain]) =>
      chain.state === chain.written || !chain.teller.isNodeStored
        ? []
        : [{ chainKey, chain, state: chain.state, newBlocks: newBlocks(chain.state, chain.written) }],
    );
    const [connected, disconnected] = [this.#connected, this.#disconnected].map((set) =>
      [...set].filter(({ isNodeStored }) => isNodeStored),
    );
    return {
      nodes,
      chains,
      connections: [...seen.map(({ connection }) => connection), ...ended.filter(({ id }) => id !== null)].filter(isHeldHere),
      connected: peerIdsOf(connected),
      disconnected: peerIdsOf(disconnected),
      written: () => {
        for (const { open, lastSeenAtMs } of seen) open.writtenSeenAtMs = lastSeenAtMs;
        for (const connection of ended) this.#forget(connection);
        for (const { chain, state } of chains) chain.written = state;
        this.#forgetChains();
        for (const connection of connected ?? []) this.#connected.delete(connection);
        for (const connection of disconnected ?? []) this.#disconnected.delete(connection);
        for (const { peerId, node, revision } of nodes) {
          node.writtenRevision = revision;
          const isGone = node.revision === revision && node.connections.every(({ disconnectedAtMs }) => disconnectedAtMs !== null);
          if (isGone && this.#nodes.get(peerId) === node) this.#nodes.delete(peerId);
        }
      },
    };
  }

  /** An end was written, or its node was never stored: then that may be nobody's. */
  #forget(connection: NodeConnection): void {
    this.#ended.delete(connection);
    if (connection.isNodeStored || connection.identity === null) return;
    this.#connected.delete(connection);
    this.#disconnected.delete(connection);
    const { peerId } = connection.identity;
    if (this.#nodes.get(peerId)?.connections.at(-1) === connection) this.#nodes.delete(peerId);
  }

  /** Nodes may invent chains without end: one that is written stays only while somebody tells of it. */
  #forgetChains(): void {
    const left = [...this.#chains].filter(([chainKey, { teller }]) => !isTelling(teller, chainKey));
    if (left.length === 0) return;
    const tellers = new Map([...this.#open.keys()].map((connection) => [connection.identity?.chainKey, connection]));
    for (const [chainKey, chain] of left) {
      const teller = tellers.get(chainKey);
      const willBeWritten = chain.state !== chain.written && (chain.teller.isNodeStored || this.#ended.has(chain.teller));
      if (teller) chain.teller = teller;
      else if (!willBeWritten) this.#chains.delete(chainKey);
    }
  }

  #nodeOfOpen(connection: NodeConnection, atMs: number): KnownNode | null {
    let open = this.#open.get(connection);
    if (open === undefined) {
      open = { writtenSeenAtMs: atMs, node: null };
      this.#open.set(connection, open);
    }
    if (open.node === null && connection.identity !== null) {
      const { peerId } = connection.identity;
      open.node = this.#nodes.get(peerId) ?? { connections: [], state: unknownState, propagationMs: null, revision: 0, writtenRevision: 0 };
      this.#nodes.set(peerId, open.node);
      this.#join(open.node, connection);
    }
    return open.node;
  }

  #join(node: KnownNode, connection: NodeConnection): void {
    const open = node.connections.filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
    if (open.length === 0) this.#connected.add(connection);
    node.connections = [...open, connection];
    node.revision++;
  }

  /** The chain, and how late the node is, after its blocks changed. */
  #see(chainKey: string, teller: NodeConnection, node: KnownNode, state: NodeState, atMs: number): void {
    const chain = this.#chains.get(chainKey) ?? { state: unknownChain, written: unknownChain, teller };
    this.#chains.set(chainKey, chain);
    if (!chain.teller.isNodeStored) chain.teller = teller;
    if (state.bestHeight !== null && state.bestHeight !== node.state.bestHeight) {
      chain.state = seeBest(chain.state, state.bestHeight, state.bestHash, atMs);
      node.propagationMs = propagationMs(chain.state, state.bestHeight, atMs);
    }
    if (state.finalizedHeight !== null && state.finalizedHeight !== node.state.finalizedHeight)
      chain.state = seeFinalized(chain.state, state.finalizedHeight, state.finalizedHash, atMs);
  }
}

/**
 * Rows of what a node server reports are written with its items, under its lock (lib/ingest): another process may have closed one and
 * opened the next meanwhile.
 */
function isHeldHere({ nodeServerId }: NodeConnection): boolean {
  return nodeServerId === null;
}

function isTelling({ disconnectedAtMs, identity }: NodeConnection, chainKey: string): boolean {
  return disconnectedAtMs === null && identity?.chainKey === chainKey;
}

function isStored({ id, identity, isNodeStored }: NodeConnection): boolean {
  return id !== null && (identity === null || isNodeStored);
}

function newBlocks(state: ChainState, written: ChainState): ChainState["arrivals"] {
  const [last] = written.arrivals;
  const end = last ? state.arrivals.indexOf(last) : -1;
  return end === -1 ? state.arrivals : state.arrivals.slice(0, end);
}

function peerIdsOf(connections: readonly NodeConnection[] = []): string[] {
  return [...new Set(connections.flatMap(({ identity }) => (identity ? [identity.peerId] : [])))];
}
