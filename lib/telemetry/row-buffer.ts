import { writeInstant, writeWhole } from "#lib/telemetry/binary-instant";
import { releaseChunk, takeChunk } from "#lib/telemetry/chunk-pool";

/** Where the ids stand in a row: both are only known when it is written. */
const idAt = 6;
const connectionIdAt = 18;
const prefixBytes = 26;
/** Two instants, a truth value and the length of the text. */
const suffixBytes = 12 + 12 + 5 + 4;

/**
 * How a row of `substrate_logs` begins, the same for every message of one type of one peer: number of columns, place for
 * two ids, peer id (or null) and type.
 */
export function rowPrefix(peerId: string | null, msg: string): Buffer {
  const peer = peerId === null ? Buffer.alloc(0) : Buffer.from(peerId);
  const type = Buffer.from(msg);
  const prefix = Buffer.alloc(prefixBytes + 4 + peer.length + 4 + type.length);
  prefix.writeInt16BE(8, 0);
  prefix.writeInt32BE(8, 2);
  prefix.writeInt32BE(8, 14);
  prefix.writeInt32BE(peerId === null ? -1 : peer.length, prefixBytes);
  peer.copy(prefix, prefixBytes + 4);
  prefix.writeInt32BE(type.length, prefixBytes + 4 + peer.length);
  type.copy(prefix, prefixBytes + 8 + peer.length);
  return prefix;
}

/** Peer id and type as they stand in a prefix, each with its length before it: two elements of binary arrays. */
export function textsOfPrefix(prefix: Buffer): { peer: Buffer; msg: Buffer } {
  const peerEnd = prefixBytes + 4 + Math.max(0, prefix.readInt32BE(prefixBytes));
  return { peer: prefix.subarray(prefixBytes, peerEnd), msg: prefix.subarray(peerEnd) };
}

interface Chunk {
  buffer: Buffer;
  used: number;
}

/**
 * Rows in the binary form of COPY, written the moment a message is taken: what waits for the database is a few blocks of
 * bytes, and sending them costs nothing per row.
 */
export class RowBuffer {
  readonly #chunks: Chunk[] = [];
  /** Where each row lies: its chunk, and where it begins and ends in it. */
  readonly #chunkOf: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  bytes = 0;

  get rows(): number {
    return this.#starts.length;
  }

  add(prefix: Buffer, row: { createdAtMs: number; createdAtMicros: number; receivedAtMs: number; audit: boolean; text: string }): void {
    const chunk = this.#chunkFor(prefix.length + suffixBytes + row.text.length * 3);
    const { buffer, used } = chunk;
    buffer.set(prefix, used);
    let at = used + prefix.length;
    at = writeInstant(buffer, at, row.createdAtMs, row.createdAtMicros);
    at = writeInstant(buffer, at, row.receivedAtMs, 0);
    at = buffer.writeInt32BE(1, at);
    at = buffer.writeUInt8(row.audit ? 1 : 0, at);
    const length = buffer.write(row.text, at + 4, "utf8");
    buffer.writeInt32BE(length, at);
    this.#end(chunk, at + 4 + length);
  }

  /** Writes both ids of rows `[from, to)`: whole numbers below 2^53; `idOf` counts from 0. */
  setIds(from: number, to: number, idOf: (index: number) => number, connectionIdOf: (row: number) => number): void {
    for (let row = from; row < to; row++) {
      const buffer = this.#chunks[this.#chunkOf[row] ?? 0]?.buffer;
      const start = this.#starts[row] ?? 0;
      if (!buffer) continue;
      writeWhole(buffer, start + idAt, idOf(row - from));
      writeWhole(buffer, start + connectionIdAt, connectionIdOf(row));
    }
  }

  /** The bytes of rows `[from, to)`, without the head and the tail of a COPY. */
  slices(from: number, to: number): Buffer[] {
    const slices: Buffer[] = [];
    for (let row = from; row < to; ) {
      const chunk = this.#chunkOf[row];
      const start = this.#starts[row];
      while (row < to && this.#chunkOf[row] === chunk) row++;
      const buffer = this.#chunks[chunk ?? 0]?.buffer;
      if (buffer) slices.push(buffer.subarray(start, this.#ends[row - 1]));
    }
    return slices;
  }

  /** The same rows in another order, in blocks of its own. */
  inOrder(rows: Iterable<number>): RowBuffer {
    const ordered = new RowBuffer();
    for (const row of rows) {
      const source = this.#chunks[this.#chunkOf[row] ?? 0]?.buffer;
      const [start = 0, end = 0] = [this.#starts[row], this.#ends[row]];
      const chunk = ordered.#chunkFor(end - start);
      source?.copy(chunk.buffer, chunk.used, start, end);
      ordered.#end(chunk, chunk.used + end - start);
    }
    return ordered;
  }

  /** Gives its blocks back: it is of no further use. */
  release(): void {
    for (const { buffer } of this.#chunks.splice(0)) releaseChunk(buffer);
  }

  #chunkFor(bytes: number): Chunk {
    const last = this.#chunks.at(-1);
    if (last && last.used + bytes <= last.buffer.length) return last;
    const made = { buffer: takeChunk(bytes), used: 0 };
    this.#chunks.push(made);
    return made;
  }

  #end(chunk: Chunk, end: number): void {
    this.#chunkOf.push(this.#chunks.length - 1);
    this.#starts.push(chunk.used);
    this.#ends.push(end);
    this.bytes += end - chunk.used;
    chunk.used = end;
  }
}
