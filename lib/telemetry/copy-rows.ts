import type { Connection, PoolClient, Submittable } from "pg";

/** What the driver's connection can do beyond its published types. */
interface CopyConnection extends Connection {
  endCopyFrom(): void;
}

const text = `copy substrate_logs (id, peer_connection_id, peer_id, msg, created_at, received_at, audit, logs) from stdin (format binary)`;
const head = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const tail = Buffer.from([0xff, 0xff]);

/** Sends rows of `substrate_logs` in binary form; resolves when PostgreSQL has stored them. @throws what it said */
export function copyRows(client: PoolClient, rows: readonly Buffer[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.query(new CopyRows(rows, (error) => (error ? reject(error) : resolve())));
  return promise;
}

class CopyRows implements Submittable {
  /** The driver puts its time-out in front of it. */
  callback: (error?: Error) => void;
  readonly #rows: readonly Buffer[];
  #isFailed = false;

  constructor(rows: readonly Buffer[], callback: (error?: Error) => void) {
    this.#rows = rows;
    this.callback = callback;
  }

  submit(connection: Connection): void {
    connection.query(text);
  }

  /** The bytes go out as they are, in one write to the system; nothing is copied on the way. */
  handleCopyInResponse(connection: CopyConnection): void {
    const { stream } = connection;
    const bytes = this.#rows.reduce((sum, { length }) => sum + length, head.length + tail.length);
    const begin = Buffer.alloc(5);
    begin.write("d");
    begin.writeInt32BE(bytes + 4, 1);
    stream.cork();
    stream.write(begin);
    for (const part of [head, ...this.#rows, tail]) stream.write(part);
    connection.endCopyFrom();
    stream.uncork();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (!this.#isFailed) this.callback();
  }

  /** A COPY that ran out of time still holds its connection, which is of no further use. */
  handleError(error: Error, connection: Connection): void {
    this.#isFailed = true;
    if (error.message === "Query read timeout") connection.stream.destroy();
    this.callback(error);
  }
}
