import { WebSocket } from "ws";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { streamTypeOf } from "#lib/realtime/stream-types";
import type { SocketData } from "./realtime-socket.ts";
import { hasDrained, maxQueuedBytes } from "./slow-readers.ts";

/** A peer that does not answer the close is not waited for; a slow one gets the time to read what is queued before it. */
const closeGraceMs = 2_000;
const slowGraceMs = 20_000;

/** Why a stream ends, for the one who reads it (RFC 6455, 7.4). */
export const closings = {
  notAllowed: [1008, "You may no longer read this: sign in or send a key again"],
  noCommands: [1008, "This stream takes no messages"],
  restart: [1012, "This process is stopping: come back and go on with since"],
  tooSlow: [1013, "Too slow: come back and go on with since"],
  tryAgain: [1013, "The event log cannot be read now: come back and go on with since"],
} as const satisfies Record<string, readonly [code: number, reason: string]>;

/** One WebSocket of the event stream. */
export class StreamPeer {
  readonly data: SocketData;
  readonly #socket: WebSocket;
  readonly #types: ReadonlySet<string> | undefined;
  /** performance.now() when it was last heard. */
  heardAtMs = performance.now();

  constructor(socket: WebSocket, data: SocketData, types: readonly string[] | undefined) {
    this.#socket = socket;
    this.data = data;
    this.#types = types && new Set(types);
    const heard = () => {
      this.heardAtMs = performance.now();
    };
    socket.on("pong", heard).on("ping", heard);
    socket.on("message", () => this.close("noCommands"));
    // A frame that breaks the protocol or a limit: ws has closed it already.
    socket.on("error", () => socket.terminate());
  }

  isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  onClose(done: () => void): void {
    this.#socket.once("close", done);
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

  send(text: string): void {
    if (this.isOpen()) this.#socket.send(text);
  }

  ping(): void {
    if (this.isOpen()) this.#socket.ping();
  }

  isTooSlow(): boolean {
    return this.isOpen() && this.#socket.bufferedAmount > maxQueuedBytes;
  }

  hasDrained(): Promise<void> {
    return hasDrained(
      () => this.isOpen(),
      () => this.#socket.bufferedAmount,
    );
  }

  /** Nothing more is told from here on; what is queued goes first, to a peer that reads it. */
  close(why: keyof typeof closings): void {
    if (!this.isOpen()) return;
    const [code, reason] = closings[why];
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), why === "tooSlow" ? slowGraceMs : closeGraceMs).unref();
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

/** An event as the stream tells it; `event` in its data is the full name. */
export function streamMessage({ event }: LoggedEvent): string {
  const { seq: id, type, at: timestamp, payload } = event;
  return JSON.stringify({ id, type: streamTypeOf(type), data: { event: type, ...payload }, timestamp });
}
