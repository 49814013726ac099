import type { PoolClient } from "pg";
import type { SqlTransaction } from "#lib/core/transaction";
import type { Batch, Change } from "#lib/telemetry/batch";
import { copyRows } from "#lib/telemetry/copy-rows";
import type { NodeConnection, Tally } from "#lib/telemetry/node-connection";
import { takeIds } from "#lib/telemetry/take-ids";
import type { Proof } from "#lib/telemetry/was-committed";
import { attachUnnamed, type LateName } from "./internal/attach-unnamed.ts";
import { writeConnections } from "./internal/write-connections.ts";
import { type Count, writeDelta } from "./internal/write-delta.ts";
import { writeNodes } from "./internal/write-nodes.ts";
import { writeReputation } from "./internal/write-reputation.ts";

/** Fewer rows than this are not worth an order. */
const fewRows = 256;
/** So many messages from before a node's name are given to its peer with the batch that brings the name; the others beside the batches. */
const mostAttached = 500;

export interface WrittenBatch {
  /** For when nobody knows whether COMMIT arrived. */
  proof: Proof;
  /** Whose earlier messages have still to be given to their peers (`TelemetryKeeper.attach`). */
  unattached: LateName[];
  /** To be called after COMMIT and only then: connections get the ids that they were written with. */
  committed(): void;
}

/**
 * Writes messages `[from, to)` of a batch in the caller's transaction, with everything that they bring: connections, nodes,
 * counts, reputation, and the news that they are there (docs/decisions/telemetry-storage).
 * @throws what PostgreSQL said; 23514 when there is no partition for a day of arrival (`maintainTelemetryPartitions`)
 */
export async function writeBatch(tx: SqlTransaction, client: PoolClient, batch: Batch, from = 0, to = batch.rows): Promise<WrittenBatch> {
  const changes = batch.changes.filter(({ row }) => row >= from && row < to);
  const touched = new Set(changes.flatMap(connectionOf));
  const { rowId, idOf } = await giveIds(tx, batch, { from, to }, touched);
  const named = new Set(changes.flatMap((change) => (change.kind === "named" ? [change.connection] : [])));
  await writeConnections(tx, touched, idOf);
  await writeNodes(tx, named, idOf);
  await copyPart(client, batch, { from, to });
  const span = { fromMs: batch.firstReceivedAtMs, toMs: batch.lastReceivedAtMs };
  const unattached = await attachUnnamed(tx, lateNames(named, idOf), mostAttached);
  const xid = await writeDelta(tx, countsOf(batch, { from, to }), span);
  for (const report of reportsOf(changes)) await writeReputation(tx, report);
  return {
    proof: { xid, rowId, audit: batch.tallyOf[from]?.connection.audit ?? false, ...span },
    unattached,
    committed() {
      for (const connection of connectionsOf(batch, { from, to }, touched)) connection.id = idOf(connection);
      for (const connection of named) {
        connection.hasUnnamed = false;
        connection.isNodeStored = true;
      }
    },
  };
}

interface Part {
  from: number;
  to: number;
}

/** Gives every row its id, and every connection that has none yet one that it keeps if this is committed. */
async function giveIds(
  tx: SqlTransaction,
  batch: Batch,
  part: Part,
  touched: ReadonlySet<NodeConnection>,
): Promise<{ rowId: number; idOf: (connection: NodeConnection) => number }> {
  const rowId = await takeIds(tx, "substrate_logs_id_seq", part.to - part.from);
  const withoutId = [...connectionsOf(batch, part, touched)].filter(({ id }) => id === null);
  const connectionId = await takeIds(tx, "peer_connections_id_seq", withoutId.length);
  const given = new Map(withoutId.map((connection, index) => [connection, connectionId(index)]));
  const idOf = (connection: NodeConnection) => connection.id ?? given.get(connection) ?? 0;
  batch.buffer.setIds(part.from, part.to, rowId, (row) => {
    const connection = batch.tallyOf[row]?.connection;
    return connection ? idOf(connection) : 0;
  });
  return { rowId: rowId(0), idOf };
}

function lateNames(named: ReadonlySet<NodeConnection>, idOf: (connection: NodeConnection) => number): LateName[] {
  return [...named].flatMap((connection) => {
    const { identity, hasUnnamed, audit, createdAtMs } = connection;
    return identity && hasUnnamed ? [{ connectionId: idOf(connection), peerId: identity.peerId, audit, createdAtMs }] : [];
  });
}

function connectionsOf({ tallies, tallyOf }: Batch, { from, to }: Part, touched: ReadonlySet<NodeConnection>): Set<NodeConnection> {
  const all = new Set(touched);
  if (to - from === tallyOf.length) for (const { connection } of tallies) all.add(connection);
  else
    for (let row = from; row < to; row++) {
      const tally = tallyOf[row];
      if (tally) all.add(tally.connection);
    }
  return all;
}

function connectionOf(change: Change): NodeConnection[] {
  return change.kind === "reputation" ? [] : [change.connection];
}

/** A whole batch goes in the order that suits the index; parts are a few rows, or one bad one among many. */
async function copyPart(client: PoolClient, batch: Batch, { from, to }: Part): Promise<void> {
  if (to - from < batch.rows || batch.rows < fewRows) return copyRows(client, batch.buffer.slices(from, to));
  const ordered = batch.buffer.inOrder(batch.grouped());
  await copyRows(client, ordered.slices(0, batch.rows));
  ordered.release();
}

/** How many of the rows each tally stands for: of a part of a batch fewer than it says. */
function countsOf(batch: Batch, { from, to }: Part): Count[] {
  if (to - from === batch.rows) return batch.tallies.map((tally) => [tally, tally.qty]);
  const counts = new Map<Tally, number>();
  for (let row = from; row < to; row++) {
    const tally = batch.tallyOf[row];
    if (tally) counts.set(tally, (counts.get(tally) ?? 0) + 1);
  }
  return [...counts];
}

/** In order of their keys, so that no two processes wait for each other; those of one peer in the order in which they came. */
function reportsOf(changes: readonly Change[]) {
  const reports = changes.flatMap((change) => (change.kind === "reputation" ? [change.report] : []));
  return reports.sort((a, b) => (a.reportingPeer < b.reportingPeer ? -1 : a.reportingPeer > b.reportingPeer ? 1 : 0));
}
