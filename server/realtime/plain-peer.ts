import { WebSocket } from "ws";
import type { SocketData } from "./realtime-socket.ts";
import { hasDrained, maxQueuedBytes } from "./slow-readers.ts";

/** A peer that does not answer the close is not waited for; a slow one may read what is queued before it, and is gone within 10 s. */
const closeGraceMs = 2_000;
const slowGraceMs = 8_000;

/** Why a socket ends, for the one who reads it (RFC 6455, 7.4). */
const closings = {
  notAllowed: [1008, "You may no longer read this: sign in or send a key again"],
  noCommands: [1008, "This stream takes no messages"],
  restart: [1012, "This process is stopping: come back"],
  tooSlow: [1013, "Too slow: come back"],
  tryAgain: [1013, "The database cannot be read now: come back"],
} as const satisfies Record<string, readonly [code: number, reason: string]>;
export type Closing = keyof typeof closings;

interface PlainPeerOptions {
  /** What may wait for this reader, bytes. */
  mostQueuedBytes?: number;
  /** Behind `come back` in the reason of a close: ` and go on with since`. */
  again?: string;
}

/** One plain WebSocket of somebody who reads, whatever it is told. */
export class PlainPeer {
  readonly data: SocketData;
  readonly #socket: WebSocket;
  readonly #mostQueuedBytes: number;
  readonly #again: string;
  /** performance.now() when it was last heard. */
  heardAtMs = performance.now();

  constructor(socket: WebSocket, data: SocketData, { mostQueuedBytes = maxQueuedBytes, again = "" }: PlainPeerOptions = {}) {
    this.#socket = socket;
    this.data = data;
    this.#mostQueuedBytes = mostQueuedBytes;
    this.#again = again;
    const heard = () => {
      this.heardAtMs = performance.now();
    };
    socket.on("pong", heard).on("ping", heard).on("message", heard);
    // A frame that breaks the protocol or a limit: ws has closed it already.
    socket.on("error", () => socket.terminate());
  }

  isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  onClose(done: () => void): void {
    this.#socket.once("close", done);
  }

  send(text: string): void {
    if (this.isOpen()) this.#socket.send(text);
  }

  ping(): void {
    if (this.isOpen()) this.#socket.ping();
  }

  isTooSlow(): boolean {
    return this.isOpen() && this.#socket.bufferedAmount > this.#mostQueuedBytes;
  }

  hasDrained(): Promise<void> {
    return hasDrained(
      () => this.isOpen(),
      () => this.#socket.bufferedAmount,
    );
  }

  /** Nothing more is told from here on; what is queued goes first, to a peer that reads it. */
  close(why: Closing): void {
    if (!this.isOpen()) return;
    const [code, reason] = closings[why];
    this.#socket.close(code, code === 1008 ? reason : `${reason}${this.#again}`);
    setTimeout(() => this.#socket.terminate(), why === "tooSlow" ? slowGraceMs : closeGraceMs).unref();
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
