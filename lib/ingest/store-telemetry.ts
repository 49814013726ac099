import type { PoolClient } from "pg";
import type { Context } from "#lib/auth/context";
import { singleton } from "#lib/core/singleton";
import type { SqlTransaction } from "#lib/core/transaction";
import type { IngestNode } from "#lib/ingest/ingest-node";
import { Batch } from "#lib/telemetry/batch";
import { telemetryKeeper } from "#lib/telemetry/keep-telemetry";
import type { TelemetryMessage } from "#lib/telemetry/message";
import { closeConnection, type NodeConnection } from "#lib/telemetry/node-connection";
import { readReporterConnections } from "#lib/telemetry/read-reporter-connections";
import { type NodesOfSender, recordMessage } from "#lib/telemetry/record-message";
import { writeBatch } from "#lib/telemetry/write-batch";

/** A node server may report for as many chain nodes as a socket may carry. */
const maxNodes = 20;

export interface StoredTelemetry {
  /** Of each message, in their order: false for one of a node too many, which is not stored. */
  isTaken: boolean[];
  /** To be called after COMMIT and only then. */
  committed(): void;
}

/**
 * The connections of node servers that this process has told `PresentState` of, by server and id: what is known of the present belongs
 * to the object. The row is the truth, and each batch reads it anew.
 */
const told = () => singleton("ingest-connections", () => new Map<number, Map<number, NodeConnection>>());

/**
 * Stores messages of chain nodes that a node server reports, in the caller's transaction, under the server's lock. They are
 * messages like any other; their connection stays open from report to report, whichever process takes it.
 */
export async function storeTelemetry(
  tx: SqlTransaction,
  client: PoolClient,
  ctx: Context,
  node: IngestNode,
  messages: readonly TelemetryMessage[],
): Promise<StoredTelemetry> {
  if (messages.length === 0) return { isTaken: [], committed: () => {} };
  const { from, lost } = await nodesOf(tx, node);
  const batch = new Batch();
  const atMs = ctx.now.getTime();
  const seen = new Set<NodeConnection>();
  const ended: NodeConnection[] = [];
  const recorded: { connection: NodeConnection; message: TelemetryMessage }[] = [];
  const isTaken = messages.map((message) => {
    if (from.nodes.size >= maxNodes && !from.nodes.has(message.nodeId)) return false;
    const { connection, ended: before } = recordMessage(batch, from, message, atMs);
    if (before) ended.push(before);
    // The row says when its node was last heard, as no socket does.
    if (!seen.has(connection)) batch.changes.push({ kind: "connection", row: batch.rows - 1, connection });
    seen.add(connection);
    recorded.push({ connection, message });
    return true;
  });
  if (batch.rows === 0) return { isTaken, committed: () => {} };
  const written = await writeBatch(tx, client, batch);
  // Only now: a COPY that failed for want of time may still hold its bytes.
  batch.buffer.release();
  return {
    isTaken,
    committed() {
      written.committed();
      const { present, attach } = telemetryKeeper(ctx.db, ctx.log);
      attach(written.unattached);
      const own = told().get(node.id) ?? new Map<number, NodeConnection>();
      told().set(node.id, own);
      for (const connection of lost) closeConnection(connection, "lost", connection.lastSeenAtMs);
      for (const connection of [...lost, ...ended]) {
        present.ended(connection);
        if (connection.id !== null) own.delete(connection.id);
      }
      for (const { connection, message } of recorded) {
        if (connection.disconnectedAtMs !== null) continue;
        if (connection.id !== null) own.set(connection.id, connection);
        present.apply(connection, message, atMs);
      }
    },
  };
}

/** The server's nodes as they are stored, those that this process knows as the same object; and those that somebody closed meanwhile. */
async function nodesOf(tx: SqlTransaction, { id, name, address }: IngestNode): Promise<{ from: NodesOfSender; lost: NodeConnection[] }> {
  const own = told().get(id);
  const nodes = (await readReporterConnections(tx, id)).map((connection) => {
    const known = connection.id === null ? undefined : own?.get(connection.id);
    return known ? Object.assign(known, connection) : connection;
  });
  const open = new Set(nodes.map((connection) => connection.id));
  const socketId = nodes[0]?.socketId ?? crypto.randomUUID();
  return {
    from: {
      nodes: new Map(nodes.map((connection) => [connection.nodeId, connection])),
      sender: { socketId, address, audit: false, process: `node server ${name}`, nodeServerId: id },
    },
    lost: [...(own?.values() ?? [])].filter((connection) => !open.has(connection.id)),
  };
}
