import type { WebSocket } from "ws";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { streamTypeOf } from "#lib/realtime/stream-types";
import { PlainPeer } from "./plain-peer.ts";
import type { SocketData } from "./realtime-socket.ts";

/** One WebSocket of the event stream. */
export class StreamPeer extends PlainPeer {
  readonly #types: ReadonlySet<string> | undefined;

  constructor(socket: WebSocket, data: SocketData, types: readonly string[] | undefined) {
    super(socket, data, { again: " and go on with since" });
    this.#types = types && new Set(types);
    socket.on("message", () => this.close("noCommands"));
  }

  mayHear({ rooms, event }: LoggedEvent): boolean {
    if (this.#types && !this.#types.has(streamTypeOf(event.type))) return false;
    return rooms.some((room) => this.data.rooms.includes(room));
  }

  /** What it is told beside events. A filter that leaves out `system` leaves out the greeting, and never a `resync`. */
  note(event: "hello" | "resync", position: bigint): void {
    if (event === "hello" && this.#types && !this.#types.has("system")) return;
    this.send(JSON.stringify({ id: position.toString(), type: "system", data: { event }, timestamp: new Date().toISOString() }));
  }
}

/** An event as the stream tells it; `event` in its data is the full name. */
export function streamMessage({ event }: LoggedEvent): string {
  const { seq: id, type, at: timestamp, payload } = event;
  return JSON.stringify({ id, type: streamTypeOf(type), data: { event: type, ...payload }, timestamp });
}
