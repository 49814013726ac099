import { WebSocket } from "ws";
import { z } from "zod";

export interface PlainClient {
  socket: WebSocket;
  /** Every message, as JSON. */
  messages: unknown[];
  /** `1013`, or the status of a refusal: `403 forbidden`. */
  ended: string[];
  send(message: unknown): void;
}

interface PlainClientOptions {
  bearer?: string;
  cookie?: string;
  /** Without its question mark. */
  query?: string;
}

const clients = new Set<WebSocket>();

/** A script with the real `ws`; what it sends before it is open goes when it is. */
export function connectPlain(port: number, path: string, { bearer, cookie, query = "" }: PlainClientOptions): PlainClient {
  const headers = { ...(cookie && { cookie }), ...(bearer && { authorization: `Bearer ${bearer}` }) };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}${query && `?${query}`}`, { headers });
  clients.add(socket);
  const opened = new Promise<void>((resolve) => socket.once("open", resolve));
  const client: PlainClient = {
    socket,
    messages: [],
    ended: [],
    send(message) {
      void opened.then(() => socket.send(typeof message === "string" ? message : JSON.stringify(message)));
    },
  };
  socket.on("message", (data) => client.messages.push(JSON.parse(String(data))));
  socket.on("close", (code) => client.ended.push(String(code)));
  socket.on("unexpected-response", (_request, response) => {
    let body = "";
    response.on("data", (chunk) => {
      body += chunk;
    });
    response.on("end", () => client.ended.push(`${response.statusCode} ${z.object({ code: z.string() }).parse(JSON.parse(body)).code}`));
  });
  socket.on("error", () => {});
  return client;
}

export function closePlainClients(): void {
  for (const socket of clients) socket.terminate();
  clients.clear();
}
