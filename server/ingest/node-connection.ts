import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import type { TelemetryCounters } from "#lib/telemetry/counters";
import { readMessage } from "#lib/telemetry/read-message";
import type { Clock } from "./clock.ts";
import { type Ending, endingOf, endings } from "./endings.ts";
import type { IngestSink, NodeSocket } from "./node-sink.ts";
import { RollingLimit } from "./rolling-limit.ts";

/** kB are 1,000 bytes. */
const bytesPerSecond = 256_000;
/** Pings and pongs. A node needs one every few seconds; each costs an answer. */
const controlFramesPerSecond = 100;
const mostBadInARow = 100;

/** Who was let in, and as what. */
export interface AdmittedNode {
  address: string;
  isAudit: boolean;
  /** The token that opened it; undefined where the address did. */
  tokenId: string | undefined;
}

interface Surroundings {
  sink: IngestSink;
  counters: TelemetryCounters;
  clock: Clock;
  /** The sink took a message and may be full now. */
  onTaken(): void;
  onClosed(connection: NodeConnection): void;
}

/** One socket of nodes: takes what comes as far as it may, and ends when it may not. */
export class NodeConnection implements NodeSocket {
  readonly socketId = randomUUID();
  readonly address: string;
  readonly audit: boolean;
  readonly tokenId: string | undefined;
  readonly #socket: WebSocket;
  readonly #around: Surroundings;
  readonly #bytes = new RollingLimit(bytesPerSecond);
  readonly #controlFrames = new RollingLimit(controlFramesPerSecond);
  #badInARow = 0;
  #ending: Ending | undefined;
  #isEndTold = false;
  #pausedAtMs: number | undefined;
  #heardAtMs: number;
  /** When it was last asked for a sign of life. */
  askedAtMs: number;

  constructor(socket: WebSocket, admitted: AdmittedNode, around: Surroundings) {
    this.address = admitted.address;
    this.audit = admitted.isAudit;
    this.tokenId = admitted.tokenId;
    this.#socket = socket;
    this.#around = around;
    this.#heardAtMs = this.askedAtMs = around.clock.nowMs();
    socket.on("message", (data: Buffer) => this.#take(data));
    socket.on("ping", () => this.#live());
    socket.on("pong", () => this.#live());
    // ws closes by itself what breaks the protocol or a limit, and says why here. It would read on until the node is gone.
    socket.on("error", (error) => {
      this.#ending ??= endingOf(error);
      setImmediate(() => socket.pause());
    });
    socket.once("close", (code: number) => {
      around.counters.socketsClosed += 1;
      this.#tellEnd(this.#ending ?? (code === 1006 ? "lost" : "closed"));
      around.onClosed(this);
    });
  }

  /** When it will have been silent for so long: no frame of any kind came. Never, while it is not read. */
  silentAtMs(forMs: number): number {
    return this.isPaused() ? Number.POSITIVE_INFINITY : this.#heardAtMs + forMs;
  }

  /** Asks for a sign of life. */
  ask(nowMs: number): void {
    this.askedAtMs = nowMs;
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }

  /** As if something had come then, if nothing came since; and it is asked at the next occasion. */
  countAsHeard(atMs: number): void {
    this.#heardAtMs = Math.max(this.#heardAtMs, atMs);
    this.askedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** TCP tells the node to wait. What is read already still comes. */
  pause(): void {
    if (this.#ending !== undefined || this.#pausedAtMs !== undefined) return;
    this.#pausedAtMs = this.#around.clock.nowMs();
    this.#socket.pause();
  }

  /** Reads on. While we did not read, the node was neither silent nor too fast. */
  resume(): void {
    if (this.#pausedAtMs === undefined) return;
    const heldUpMs = this.#around.clock.nowMs() - this.#pausedAtMs;
    this.#bytes.wasHeldUp(heldUpMs);
    this.#controlFrames.wasHeldUp(heldUpMs);
    this.#pausedAtMs = undefined;
    // Only that long is it excused: with pauses one after the other silence would never be any.
    this.#heardAtMs += heldUpMs;
    this.#socket.resume();
  }

  isPaused(): boolean {
    return this.#pausedAtMs !== undefined;
  }

  /** For the database its node is gone from now on; the node hears of it with `end`. Nothing more is read. */
  stop(): void {
    this.pause();
    this.#tellEnd(this.#ending ?? "restart");
  }

  /** Takes nothing any more and says why. Whoever does not answer is cut by ws itself. */
  end(why: keyof typeof endings): void {
    if (this.#ending !== undefined) return;
    this.resume();
    this.#ending = why;
    const [code, words] = endings[why];
    this.#socket.close(code, words);
    // Who sends too much would go on: it hears why, and is not read for that.
    if (code > 4_000) this.#socket.pause();
  }

  /** For those who would not hear a word. */
  cut(why: Ending): void {
    this.#ending ??= why;
    this.#socket.terminate();
  }

  #tellEnd(why: Ending): void {
    if (this.#isEndTold) return;
    this.#isEndTold = true;
    this.#around.sink.closed(this, why, this.#around.clock.wallMs());
  }

  #take(frame: Buffer): void {
    if (this.#ending !== undefined) return;
    const { sink, counters, clock, onTaken } = this.#around;
    const nowMs = clock.nowMs();
    this.#heardAtMs = nowMs;
    counters.received += 1;
    counters.receivedBytes += frame.length;
    const message = readMessage(frame);
    if ("dropped" in message) {
      counters.dropped[message.dropped] += 1;
      this.#badInARow += 1;
      if (this.#badInARow >= mostBadInARow) this.end("too_many_bad");
    } else if (sink.take(this, message, frame.length, clock.wallMs()) === "too_many_ids") {
      counters.dropped.too_many_ids += 1;
      this.end("too_many_ids");
    } else {
      this.#badInARow = 0;
      onTaken();
    }
    if (!this.#bytes.allows(frame.length, nowMs)) this.end("too_much");
  }

  #live(): void {
    if (this.#ending !== undefined) return;
    const { sink, clock } = this.#around;
    const nowMs = clock.nowMs();
    this.#heardAtMs = nowMs;
    sink.alive(this, clock.wallMs());
    if (!this.#controlFrames.allows(1, nowMs)) this.end("too_much");
  }
}
