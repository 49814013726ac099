import { once } from "node:events";
import { WebSocket } from "ws";
import { IngestAnswer, type Nack, type RejectedItemLine } from "#lib/ingest/schema";

const Heard = IngestAnswer.partial();

export interface IngestClient {
  socket: WebSocket;
  /** Ids in the order in which they were acknowledged. */
  acked: string[];
  nacked: Nack[];
  rejected: RejectedItemLine[];
  /** Once it has ended. */
  closed: { code: number; reason: string } | undefined;
  /** An item or a list of them; text as it is. */
  send(message: unknown): void;
}

/** A node server on a socket. Resolves when it is open; rejects with `HTTP <status>` when it is refused. */
export async function connectIngest(url: string, token: string | undefined): Promise<IngestClient> {
  const socket = new WebSocket(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  const client: IngestClient = {
    socket,
    acked: [],
    nacked: [],
    rejected: [],
    closed: undefined,
    send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
  };
  socket.on("message", (data) => {
    const { ack = [], nack = [], rejected = [] } = Heard.parse(JSON.parse(String(data)));
    client.acked.push(...ack);
    client.nacked.push(...nack);
    client.rejected.push(...rejected);
  });
  socket.on("close", (code, reason) => {
    client.closed = { code, reason: reason.toString() };
  });
  const refused = new Promise<never>((_resolve, reject) => {
    socket.on("unexpected-response", (request, response) => {
      request.destroy();
      reject(new Error(`HTTP ${response.statusCode}`));
    });
    socket.on("error", reject);
  });
  refused.catch(() => {});
  await Promise.race([once(socket, "open"), refused]);
  return client;
}
