import { once } from "node:events";
import WebSocket from "ws";

export interface TelemetryClient {
  send(frame: Buffer | string): void;
  /** Resolves when the connection is over, whoever ended it. */
  closed: Promise<void>;
  close(): void;
}

/** A node's telemetry socket. @throws Error when it cannot be opened (refused, away, not answering within 10 s) */
export async function telemetryClient(url: string): Promise<TelemetryClient> {
  const address = new URL("/submit", url);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address, { handshakeTimeout: 10_000, perMessageDeflate: false });
  await once(socket, "open");
  // Without a listener an error after the opening would end the process; `close` follows it.
  socket.on("error", () => {});
  return {
    send: (frame) => socket.readyState === WebSocket.OPEN && socket.send(frame),
    closed: once(socket, "close").then(() => {}),
    close: () => socket.close(),
  };
}
