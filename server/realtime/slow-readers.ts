import { WebSocket } from "ws";
import type { RealtimeServer, RealtimeSocket } from "./realtime-socket.ts";

/** What may wait for one reader. socket.io itself has no limit (980 MB in 45 s, spec/reliability 2). */
export const maxQueuedBytes = 1024 * 1024;
/** While a client catches up, the next page waits until this little is queued. */
const drainedBytes = 128 * 1024;

/** Bytes that were emitted and not yet taken by the network: ours, engine.io's and ws's own queue. */
export function queuedBytes(socket: RealtimeSocket): number {
  let bytes = webSocketOf(socket.conn)?.bufferedAmount ?? 0;
  for (const packet of packetsOf(socket.conn)) bytes += sizeOf(packet);
  return bytes;
}

/** Cuts every socket whose reader stopped. It may come back and resume from the last number it saw. */
export function cutSlowReaders(io: RealtimeServer, limitBytes: number = maxQueuedBytes): number {
  let cut = 0;
  for (const socket of io.sockets.sockets.values()) {
    if (queuedBytes(socket) <= limitBytes) continue;
    cutOff(socket);
    cut++;
  }
  return cut;
}

/** Closes at once: an orderly close would wait behind everything that is queued. */
export function cutOff(socket: RealtimeSocket): void {
  cutConnection(socket.conn);
}

/** The same for a connection that may not have said who it is. */
export function cutConnection(connection: RealtimeSocket["conn"]): void {
  const webSocket = webSocketOf(connection);
  connection.close(true);
  webSocket?.terminate();
}

/** Resolves when the reader has caught up with what was sent, or is gone. */
export async function hasDrained(isOpen: () => boolean, queued: () => number): Promise<void> {
  while (isOpen() && queued() > drainedBytes) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * Whatever engine.io closes (no greeting, no pong, refused) it closes politely and then waits half a minute for the
 * peer's answer. A peer that does not answer within `graceMs` is cut.
 */
export function cutSilentClosers(io: RealtimeServer, graceMs = 2_000): void {
  io.engine.on("connection", (connection: RealtimeSocket["conn"]) => {
    const webSocket = webSocketOf(connection);
    connection.once("close", () => setTimeout(() => webSocket?.terminate(), graceMs).unref());
  });
}

/** engine.io keeps the ws object in a field that its types do not show. */
function webSocketOf({ transport }: RealtimeSocket["conn"]): WebSocket | undefined {
  return "socket" in transport && transport.socket instanceof WebSocket ? transport.socket : undefined;
}

/** engine.io's own queue, private to its types and the only place to see it. */
function packetsOf(connection: object): readonly unknown[] {
  return "writeBuffer" in connection && Array.isArray(connection.writeBuffer) ? connection.writeBuffer : [];
}

function sizeOf(packet: unknown): number {
  if (typeof packet !== "object" || packet === null || !("data" in packet)) return 0;
  if (typeof packet.data === "string") return packet.data.length;
  return packet.data instanceof Uint8Array ? packet.data.byteLength : 0;
}
