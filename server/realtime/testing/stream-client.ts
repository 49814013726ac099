import { WebSocket } from "ws";
import { z } from "zod";
import { streamPath } from "../admit-to-stream.ts";

const Message = z
  .object({ id: z.string(), type: z.string(), data: z.looseObject({ event: z.string() }), timestamp: z.iso.datetime() })
  .strict();
type Message = z.output<typeof Message>;

export interface StreamClient {
  socket: WebSocket;
  messages: Message[];
  /** Everything that arrived, in order: `hello 0`, `alert:fired 7`. */
  heard: string[];
  /** `1013`, or the status of a refusal: `403 forbidden`. */
  ended: string[];
}

interface StreamOptions {
  bearer?: string;
  cookie?: string;
  origin?: string;
  /** Without its question mark. */
  query?: string;
  path?: string;
}

const clients = new Set<WebSocket>();

/** A reader of the event stream as a script would have it, with the real `ws`; it does not come back by itself. */
export function readStream(port: number, { bearer, cookie, origin, query = "", path = streamPath }: StreamOptions = {}): StreamClient {
  const headers = { ...(cookie && { cookie }), ...(bearer && { authorization: `Bearer ${bearer}` }) };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}?${query}`, { headers, ...(origin && { origin }) });
  clients.add(socket);
  const client: StreamClient = { socket, messages: [], heard: [], ended: [] };
  socket.on("message", (data) => {
    const message = Message.parse(JSON.parse(String(data)));
    client.messages.push(message);
    client.heard.push(`${message.data.event} ${message.id}`);
  });
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

export function closeStreams(): void {
  for (const socket of clients) socket.terminate();
  clients.clear();
}
