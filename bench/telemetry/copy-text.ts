import { once } from "node:events";
import type { Client, Connection, Submittable } from "pg";

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One `COPY … FROM STDIN` of one text, committed. */
export function copyText(client: Client, text: string, rows: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const copy: Submittable & Record<string, unknown> = {
    submit: (connection: Connection) => connection.query(text),
    async handleCopyInResponse(connection: CopyConnection) {
      connection.sendCopyFromChunk(Buffer.from(rows));
      if (connection.stream.writableNeedDrain) await once(connection.stream, "drain");
      connection.endCopyFrom();
    },
    handleCommandComplete() {},
    handleReadyForQuery: resolve,
    handleError: reject,
  };
  client.query(copy);
  return promise;
}
