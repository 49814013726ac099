import type { NodeIdentity } from "#lib/telemetry/node-identity";

/** Why a connection ended, as its row says it. */
export type DisconnectReason = string;

/** One node on one socket: a row of `peer_connections`, as the process that writes it knows it. */
export interface NodeConnection {
  /** Given when it is first written; null before. */
  id: number | null;
  readonly socketId: string;
  readonly nodeId: string;
  readonly address: string;
  readonly audit: boolean;
  /** `host:port` of the process that holds the socket. */
  readonly process: string | null;
  /** Set for a connection that is made of a node server's acknowledged reports. */
  readonly nodeServerId: number | null;
  readonly createdAtMs: number;
  lastSeenAtMs: number;
  /** How far the node's clock is ahead of ours, at its last message. */
  clockAheadMs: number;
  /** Null until the node says who it is. */
  identity: NodeIdentity | null;
  /** False while only its peer id is known. */
  isIdentityComplete: boolean;
  /** Its node's row is there, so that the present can be written into it. */
  isNodeStored: boolean;
  /** Messages were taken before the node said who it is. */
  hasUnnamed: boolean;
  disconnectedAtMs: number | null;
  disconnectReason: DisconnectReason | null;
  /** What batches remember of its types of messages. */
  readonly types: Map<string, MessageType>;
}

/** Messages of one type of one connection that arrived on one day, within one batch. */
export interface Tally {
  connection: NodeConnection;
  /** '' while the node has not said who it is. */
  peerId: string;
  msg: string;
  /** Both as elements of binary arrays. */
  texts: { peer: Buffer; msg: Buffer };
  /** Days since 1970. */
  day: number;
  qty: number;
  /** The first and the last of them by the node's clock. */
  minMs: number;
  minMicros: number;
  maxMs: number;
  maxMicros: number;
}

/** What is known of one type of one connection, so that a message costs one look-up. */
export interface MessageType {
  /** How its rows begin. */
  readonly prefix: Buffer;
  readonly texts: Tally["texts"];
  readonly peerId: string;
  /** The batch that the tally is of. */
  batch: object | undefined;
  tally: Tally | undefined;
}

export type NewConnection = Pick<NodeConnection, "socketId" | "nodeId" | "address" | "audit" | "process" | "nodeServerId">;

export function openConnection(given: NewConnection, atMs: number): NodeConnection {
  return {
    id: null,
    socketId: given.socketId,
    nodeId: given.nodeId,
    address: given.address,
    audit: given.audit,
    process: given.process,
    nodeServerId: given.nodeServerId,
    createdAtMs: atMs,
    lastSeenAtMs: atMs,
    clockAheadMs: 0,
    identity: null,
    isIdentityComplete: false,
    isNodeStored: false,
    hasUnnamed: false,
    disconnectedAtMs: null,
    disconnectReason: null,
    types: new Map(),
  };
}

export function closeConnection(connection: NodeConnection, reason: DisconnectReason, atMs: number): void {
  connection.disconnectedAtMs = atMs;
  connection.disconnectReason = reason;
}
