const chunkBytes = 256 * 1024;
/** 2000-01-01, where PostgreSQL's instants begin. */
const epochMs = 946_684_800_000;
const twoTo32 = 2 ** 32;

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

interface Chunk {
  buffer: Buffer;
  used: number;
  /** Rows `[firstRow, endRow)` of all. */
  firstRow: number;
  endRow: number;
}

/**
 * Rows in the binary form of COPY, written the moment a message is taken: what waits for the database is a few blocks of
 * bytes, and sending them costs nothing per row.
 */
export class RowBuffer {
  /** Where each row begins in its chunk. */
  readonly #starts: number[] = [];
  readonly #chunks: Chunk[] = [];
  bytes = 0;

  get rows(): number {
    return this.#starts.length;
  }

  add(prefix: Buffer, row: { createdAtMs: number; createdAtMicros: number; receivedAtMs: number; audit: boolean; text: string }): void {
    const chunk = this.#chunkFor(prefix.length + suffixBytes + row.text.length * 3);
    const { buffer, used } = chunk;
    this.#starts.push(used);
    buffer.set(prefix, used);
    let at = used + prefix.length;
    at = writeInstant(buffer, at, row.createdAtMs, row.createdAtMicros);
    at = writeInstant(buffer, at, row.receivedAtMs, 0);
    at = buffer.writeInt32BE(1, at);
    at = buffer.writeUInt8(row.audit ? 1 : 0, at);
    const length = buffer.write(row.text, at + 4, "utf8");
    buffer.writeInt32BE(length, at);
    chunk.used = at + 4 + length;
    chunk.endRow = this.rows;
    this.bytes += chunk.used - used;
  }

  /** Writes both ids of rows `[from, to)`: whole numbers below 2^53; `idOf` counts from 0. */
  setIds(from: number, to: number, idOf: (index: number) => number, connectionIdOf: (row: number) => number): void {
    for (const { buffer, firstRow, endRow } of this.#chunks) {
      for (let row = Math.max(from, firstRow); row < Math.min(to, endRow); row++) {
        const start = this.#starts[row] ?? 0;
        writeWhole(buffer, start + idAt, idOf(row - from));
        writeWhole(buffer, start + connectionIdAt, connectionIdOf(row));
      }
    }
  }

  /** The bytes of rows `[from, to)`, without the head and the tail of a COPY. */
  slices(from: number, to: number): Buffer[] {
    return this.#chunks.flatMap(({ buffer, used, firstRow, endRow }) => {
      const [first, end] = [Math.max(from, firstRow), Math.min(to, endRow)];
      return first < end ? [buffer.subarray(this.#starts[first], end === endRow ? used : this.#starts[end])] : [];
    });
  }

  #chunkFor(bytes: number): Chunk {
    const last = this.#chunks.at(-1);
    if (last && last.used + bytes <= last.buffer.length) return last;
    const made = { buffer: Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes)), used: 0, firstRow: this.rows, endRow: this.rows };
    this.#chunks.push(made);
    return made;
  }
}

function writeWhole(buffer: Buffer, at: number, value: number): void {
  buffer.writeInt32BE(Math.floor(value / twoTo32), at);
  buffer.writeUInt32BE(value % twoTo32, at + 4);
}

/** A column: its length and µs since 2000. */
function writeInstant(buffer: Buffer, at: number, ms: number, micros: number): number {
  buffer.writeInt32BE(8, at);
  const us = (ms - epochMs) * 1000 + micros;
  if (Number.isSafeInteger(us)) {
    const high = Math.floor(us / twoTo32);
    buffer.writeInt32BE(high, at + 4);
    buffer.writeUInt32BE(us - high * twoTo32, at + 8);
  } else buffer.writeBigInt64BE(BigInt(ms - epochMs) * 1000n + BigInt(micros), at + 4);
  return at + 12;
}
