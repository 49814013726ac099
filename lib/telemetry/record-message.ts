import type { Batch } from "#lib/telemetry/batch";
import type { TelemetryMessage } from "#lib/telemetry/message";
import { closeConnection, type NewConnection, type NodeConnection, openConnection } from "#lib/telemetry/node-connection";
import { readIdentity } from "#lib/telemetry/node-identity";
import { readReputation } from "#lib/telemetry/read-reputation";

/** Who sends through one socket (or one node server): its nodes by their ids. */
export interface NodesOfSender {
  readonly nodes: Map<string, NodeConnection>;
  readonly sender: Omit<NewConnection, "nodeId">;
}

/** The connection that the message belongs to, and the one that it ended: a node that calls itself another peer is another one. */
export interface Recorded {
  connection: NodeConnection;
  ended?: NodeConnection;
}

/**
 * Puts a message into the batch, together with what it says of its node: who it is, that it is there, what it thinks of
 * its peers. Changes `nodes` and the connections in it.
 */
export function recordMessage(batch: Batch, from: NodesOfSender, message: TelemetryMessage, receivedAtMs: number): Recorded {
  const known = from.nodes.get(message.nodeId);
  const recorded = mayIdentify(message) ? identify(batch, from, message, receivedAtMs, known) : undefined;
  const { connection, ended } = recorded ?? { connection: known ?? open(batch, from, message.nodeId, receivedAtMs) };
  connection.lastSeenAtMs = receivedAtMs;
  connection.clockAheadMs = message.createdAtMs - receivedAtMs;
  batch.add(connection, message, receivedAtMs);
  if (connection.identity === null) connection.hasUnnamed = true;
  return ended ? { connection, ended } : { connection };
}

function mayIdentify({ msg }: TelemetryMessage): boolean {
  return msg === "system.connected" || msg === "system.network_state";
}

function open(batch: Batch, { nodes, sender }: NodesOfSender, nodeId: string, atMs: number): NodeConnection {
  const connection = openConnection({ ...sender, nodeId }, atMs);
  nodes.set(nodeId, connection);
  batch.changes.push({ kind: "connection", row: batch.rows, connection });
  return connection;
}

function identify(
  batch: Batch,
  from: NodesOfSender,
  message: TelemetryMessage,
  atMs: number,
  known: NodeConnection | undefined,
): Recorded | undefined {
  const said = readIdentity(message);
  let connection = known;
  let ended: NodeConnection | undefined;
  const isOther = said?.isComplete && known?.identity && known.identity.peerId !== said.identity.peerId;
  if (known && isOther) {
    closeConnection(known, "renamed", atMs);
    batch.changes.push({ kind: "connection", row: batch.rows, connection: known });
    ended = known;
    connection = undefined;
  }
  connection ??= open(batch, from, message.nodeId, atMs);
  if (said && (said.isComplete || connection.identity === null)) {
    connection.identity = said.identity;
    connection.isIdentityComplete = said.isComplete;
    batch.changes.push({ kind: "named", row: batch.rows, connection });
  }
  const peers = connection.identity && readReputation(message);
  if (connection.identity && peers) {
    const report = { reportingPeer: connection.identity.peerId, createdAtMs: message.createdAtMs, receivedAtMs: atMs, ...peers };
    batch.changes.push({ kind: "reputation", row: batch.rows, report });
  }
  return ended ? { connection, ended } : { connection };
}
