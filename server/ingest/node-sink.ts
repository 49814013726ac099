import type { TelemetryMessage } from "#lib/telemetry/message";

/** A socket as messages remember it. */
export interface NodeSocket {
  /** A UUID. */
  readonly socketId: string;
  readonly address: string;
  readonly audit: boolean;
}

/** Where messages go: into batches, and with them into the database. Bounded in bytes, and loses nothing that it took. */
export interface IngestSink {
  /** `bytes` is the length of the frame. A message of one node too many is not taken. */
  take(socket: NodeSocket, message: TelemetryMessage, bytes: number, arrivedAtMs: number): "taken" | "too_many_ids";
  /** A sign of life without a message. */
  alive(socket: NodeSocket, atMs: number): void;
  closed(socket: NodeSocket, reason: string, atMs: number): void;
  bufferedBytes(): number;
  /** True: do not read on. */
  isFull(): boolean;
  /** Called each time there is room again. */
  onRoom(callback: () => void): void;
  /** How long the oldest message has waited to be stored; null when none waits. */
  oldestUnsavedMs(): number | null;
  /** Resolves when all that was taken is stored. */
  close(): Promise<void>;
}
