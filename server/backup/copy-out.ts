import { Readable } from "node:stream";
import type { Connection, Submittable } from "pg";

/** Rows are small: they leave together. */
const chunkBytes = 128 * 1024;

/**
 * The text of a `COPY … TO STDOUT` as a stream, for `client.query(stream)`. A slow reader stops the socket, and with it
 * PostgreSQL. `rows` is known when it has ended.
 */
export class CopyOut extends Readable implements Submittable {
  rows = 0n;
  readonly #text: string;
  #connection: Connection | undefined;
  #staged = Buffer.allocUnsafe(chunkBytes);
  #used = 0;

  constructor(text: string) {
    super({ highWaterMark: 4 * chunkBytes });
    this.#text = text;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  /** The driver uses the message's memory again at once, so it is copied here. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#used + chunk.byteLength > this.#staged.byteLength) this.#flush(chunk.byteLength);
    this.#used += chunk.copy(this.#staged, this.#used);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = BigInt(text.split(" ")[1] ?? "0");
    this.#flush(0);
  }

  handleReadyForQuery(): void {
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  /** Whoever stops early is not sent the rest. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (error) this.#connection?.stream.destroy();
    done(error);
  }

  #flush(nextBytes: number): void {
    if (this.#used > 0 && !this.push(this.#staged.subarray(0, this.#used))) this.#connection?.stream.pause();
    this.#staged = Buffer.allocUnsafe(Math.max(chunkBytes, nextBytes));
    this.#used = 0;
  }
}
