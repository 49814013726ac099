import { once } from "node:events";
import type { Readable } from "node:stream";
import type { Client, Connection, Submittable } from "pg";

/** What the driver's connection can do beyond its published types. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Feeds a `COPY … FROM STDIN`; resolves to the number of rows. @throws what PostgreSQL said, or why the source failed */
export async function copyIn(client: Client, text: string, source: Readable): Promise<bigint> {
  const copy = new CopyIn(text, source);
  client.query(copy);
  return copy.done;
}

class CopyIn implements Submittable {
  readonly done: Promise<bigint>;
  readonly #text: string;
  readonly #source: Readable;
  readonly #settle: PromiseWithResolvers<bigint>;
  #rows = 0n;
  #failure: Error | undefined;

  constructor(text: string, source: Readable) {
    this.#text = text;
    this.#source = source;
    this.#settle = Promise.withResolvers<bigint>();
    this.done = this.#settle.promise;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.#feed(connection).catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      connection.sendCopyFail("the source failed");
    });
  }

  async #feed(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#source) {
      if (this.#failure) return;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, "drain");
    }
    connection.endCopyFrom();
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = BigInt(text.split(" ")[1] ?? "0");
  }

  handleReadyForQuery(): void {
    if (this.#failure) this.#settle.reject(this.#failure);
    else this.#settle.resolve(this.#rows);
  }

  /** The driver calls nothing more of ours after a failed connection, but `ReadyForQuery` after a failed statement. */
  handleError(error: Error): void {
    this.#failure ??= error;
    this.#source.destroy();
    this.#settle.reject(this.#failure);
  }
}
