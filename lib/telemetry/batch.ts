import type { TelemetryMessage } from "#lib/telemetry/message";
import type { NodeConnection } from "#lib/telemetry/node-connection";
import type { ReputationReport } from "#lib/telemetry/read-reputation";
import { RowBuffer, rowPrefix } from "#lib/telemetry/row-buffer";

const dayMs = 86_400_000;

/** Messages of one type of one connection that arrived on one day, within one batch. */
export interface Tally {
  connection: NodeConnection;
  /** '' while the node has not said who it is. */
  peerId: string;
  msg: string;
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
interface MessageType {
  prefix: Buffer;
  peerId: string;
  batch: Batch | undefined;
  tally: Tally | undefined;
}

/** Something besides its row that a message brings, written with it. */
export type Change =
  /** The connection is new, or its node said (again) who it is. */
  | { kind: "connection"; row: number; connection: NodeConnection }
  /** Its node said who it is: what was stored before is attached to the peer. */
  | { kind: "named"; row: number; connection: NodeConnection }
  | { kind: "reputation"; row: number; report: ReputationReport };

const typesOf = new WeakMap<NodeConnection, Map<string, MessageType>>();
/** A connection that invents types does not get to keep more of them in memory. */
const maxTypes = 256;

/** Messages that are written together, in the order in which they came. */
export class Batch {
  readonly buffer = new RowBuffer();
  /** The tally that each row is counted in. */
  readonly tallyOf: Tally[] = [];
  readonly changes: Change[] = [];
  firstReceivedAtMs = Number.POSITIVE_INFINITY;
  lastReceivedAtMs = Number.NEGATIVE_INFINITY;

  get rows(): number {
    return this.tallyOf.length;
  }

  get bytes(): number {
    return this.buffer.bytes;
  }

  /** Its row is the batch's last one afterwards. */
  add(connection: NodeConnection, message: TelemetryMessage, receivedAtMs: number): void {
    const { createdAtMs, createdAtMicros, msg, text } = message;
    const type = typeOf(connection, msg);
    const day = Math.floor(receivedAtMs / dayMs);
    let { tally } = type;
    if (tally === undefined || type.batch !== this || tally.day !== day) {
      const times = { minMs: createdAtMs, minMicros: createdAtMicros, maxMs: createdAtMs, maxMicros: createdAtMicros };
      tally = { connection, peerId: type.peerId, msg, day, qty: 0, ...times };
      type.tally = tally;
      type.batch = this;
    }
    tally.qty++;
    if (createdAtMs < tally.minMs || (createdAtMs === tally.minMs && createdAtMicros < tally.minMicros)) {
      tally.minMs = createdAtMs;
      tally.minMicros = createdAtMicros;
    }
    if (createdAtMs > tally.maxMs || (createdAtMs === tally.maxMs && createdAtMicros > tally.maxMicros)) {
      tally.maxMs = createdAtMs;
      tally.maxMicros = createdAtMicros;
    }
    this.tallyOf.push(tally);
    this.buffer.add(type.prefix, { createdAtMs, createdAtMicros, receivedAtMs, audit: connection.audit, text });
    if (receivedAtMs < this.firstReceivedAtMs) this.firstReceivedAtMs = receivedAtMs;
    if (receivedAtMs > this.lastReceivedAtMs) this.lastReceivedAtMs = receivedAtMs;
  }

  /** A row cannot be stored: what it brought besides goes with row `heir`. @returns what there is no heir for */
  drop(row: number, heir: number | undefined): Change[] {
    const brought = this.changes.filter((change) => change.row === row);
    if (heir === undefined) return brought;
    for (const change of brought) change.row = heir;
    return [];
  }

  /** Takes over what another batch had no row for. */
  adopt(changes: readonly Change[]): void {
    this.changes.unshift(...changes.map((change) => ({ ...change, row: 0 })));
  }
}

function typeOf(connection: NodeConnection, msg: string): MessageType {
  const peerId = connection.identity?.peerId ?? "";
  let types = typesOf.get(connection);
  if (types === undefined || types.size >= maxTypes) {
    types = new Map();
    typesOf.set(connection, types);
  }
  const known = types.get(msg);
  if (known && known.peerId === peerId) return known;
  const made = { prefix: rowPrefix(peerId === "" ? null : peerId, msg), peerId, batch: undefined, tally: undefined };
  types.set(msg, made);
  return made;
}
