import { isUtf8 } from "node:buffer";
import { type RawData, WebSocket } from "ws";
import { isDomainError } from "#lib/core/errors";
import { answerOf } from "#lib/ingest/answer-of";
import { countReceived } from "#lib/ingest/counters";
import type { IngestNode } from "#lib/ingest/ingest-node";
import { type ItemEnvelope, readMessage } from "#lib/ingest/read-message";
import type { IngestAnswer, Nack } from "#lib/ingest/schema";
import type { ItemOutcome } from "#lib/ingest/store-items";
import { type ItemQueue, type ItemSender, sizeOfAll } from "./item-queue.ts";

/** Of one message; a list of a thousand items is about half of it. */
export const maxMessageBytes = 2 * 1024 * 1024;
/** What may wait for one socket before it is no longer read, and what it may leave unread of our answers. */
const [mostBuffered, mostUnread] = [4 * 1024 * 1024, 1024 * 1024];
/** So many messages in a row that say nothing are no mistake of one message. */
const mostNonsense = 20;
/** A peer that does not answer the close is not waited for. */
const closeGraceMs = 2_000;

/** Why a socket ends, for the one who reads it (RFC 6455, 7.4). */
const closings = {
  forbidden: [1008, "The token is not this server's any more"],
  nonsense: [1008, "Messages must be items"],
  tooBig: [1009, "A message has at most 1,000 items and 2 MiB"],
  restart: [1012, "This process is stopping: come back, and send again what was not acknowledged"],
  tooSlow: [1013, "Answers are not read: come back later, and send again what was not acknowledged"],
  tooMany: [1013, "This server has too many connections: close some, or come back later"],
} as const satisfies Record<string, readonly [code: number, reason: string]>;

/** One WebSocket of a node server: what it sends goes to the queue, what becomes of it comes back. */
export class IngestPeer implements ItemSender {
  readonly node: IngestNode;
  readonly #socket: WebSocket;
  readonly #queue: ItemQueue;
  #waitingBytes = 0;
  #nonsense = 0;
  /** performance.now() when it was last heard. */
  #heardAtMs = performance.now();
  #wasSlow = false;

  constructor(socket: WebSocket, node: IngestNode, queue: ItemQueue) {
    this.node = node;
    this.#socket = socket;
    this.#queue = queue;
    const heard = () => {
      this.#heardAtMs = performance.now();
    };
    socket.on("pong", heard).on("ping", heard);
    socket.on("message", (data: RawData) => {
      heard();
      this.#take(data);
    });
    // A frame that breaks the protocol or the limit: ws says why to the peer and closes; one that does not listen is cut.
    socket.on("error", () => this.#cutLater());
  }

  isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  onClose(done: () => void): void {
    this.#socket.once("close", done);
  }

  answer(items: readonly ItemEnvelope[], outcomes: readonly ItemOutcome[]): void {
    this.#waitingBytes -= sizeOfAll(items);
    const answer = answerOf(items, outcomes);
    this.#tell(answer);
    if (answer.nack.some(({ code }) => code === "forbidden")) this.close("forbidden");
    this.steer();
  }

  /** Reads on, or stops until there is room. */
  steer(): void {
    if (!this.isOpen()) return;
    const isRoom = !this.#queue.isFull() && this.#waitingBytes <= mostBuffered && this.#socket.bufferedAmount <= mostUnread;
    if (isRoom === !this.#socket.isPaused) return;
    if (isRoom) {
      this.#heardAtMs = performance.now();
      this.#socket.resume();
    } else this.#socket.pause();
  }

  /** From time to time: is it still there, and does it read? */
  check(silentMs: number): void {
    if (!this.isOpen()) return;
    const isSlow = this.#socket.bufferedAmount > mostUnread;
    // Of a socket that is not read nothing can be heard.
    const isSilent = !this.#socket.isPaused && performance.now() - this.#heardAtMs > silentMs;
    if (isSlow && this.#wasSlow) this.close("tooSlow");
    else if (isSilent) this.#socket.terminate();
    else this.#socket.ping();
    this.#wasSlow = isSlow;
  }

  /** What was queued is written first, to a peer that reads it. */
  close(why: keyof typeof closings): void {
    if (!this.isOpen()) return;
    const [code, reason] = closings[why];
    if (this.#socket.isPaused) this.#socket.resume();
    this.#socket.close(code, reason);
    this.#cutLater();
  }

  #cutLater(): void {
    setTimeout(() => this.#socket.terminate(), closeGraceMs).unref();
  }

  #take(data: RawData): void {
    if (!this.isOpen()) return;
    const read = this.#read(data);
    if (!read) return;
    countReceived(read.items.length, read.refused);
    if (read.items.length === 0 || read.refused.length > 0) this.#tell({ ack: [], nack: read.refused, rejected: [] });
    this.#waitingBytes += sizeOfAll(read.items);
    this.#queue.push(this, read.items);
    this.steer();
  }

  #read(data: RawData): { items: ItemEnvelope[]; refused: Nack[] } | undefined {
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
    try {
      if (!isUtf8(bytes)) return this.#refuseAll("not UTF-8");
      const read = readMessage(bytes.toString("utf8"));
      this.#nonsense = 0;
      return read;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      if (error.code !== "body_too_large") return this.#refuseAll(error.message);
      this.close("tooBig");
      return undefined;
    }
  }

  #refuseAll(reason: string): { items: ItemEnvelope[]; refused: Nack[] } | undefined {
    if (++this.#nonsense >= mostNonsense) this.close("nonsense");
    return { items: [], refused: [{ id: null, code: "bad_item", retry: false, reason }] };
  }

  /** In the words of the protocol: acknowledgements and refusals are messages of their own. */
  #tell({ ack, nack, rejected }: IngestAnswer): void {
    if (!this.isOpen()) return;
    if (ack.length > 0 || nack.length === 0) this.#send(rejected.length > 0 ? { ack, rejected } : { ack });
    if (nack.length > 0) this.#send({ nack });
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message), () => this.steer());
  }
}
