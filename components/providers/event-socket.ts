import { connectPacket, leavePacket, pongPacket, readPacket } from "./socket-packet.ts";

interface EventSocketOptions {
  /** `https://host`; the protocol follows it. */
  origin: string;
  /** What the handshake tells the server. */
  auth: object;
  /** For scripts and tests in Node; browsers send their cookies by themselves. */
  headers?: Record<string, string> | undefined;
  onOpen: () => void;
  onEvent: (type: string, payload: unknown) => void;
  /** Once: refused (with the server's code), lost, silent for too long, or cut by the server. Not after `close`. */
  onEnd: (refusal?: { code: string | undefined }) => void;
}

export interface EventSocket {
  close(): void;
}

/** How long a handshake may take. */
const openWithinMs = 5_000;

/**
 * One connection to the server's socket.io, over the browser's own WebSocket: we need one transport, one namespace and
 * text, which is a page of code instead of a library of 13 KB on every page. It does not connect again: the caller decides.
 */
export function openEventSocket(options: EventSocketOptions): EventSocket {
  const url = `${options.origin.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = options.headers ? new WebSocket(url, { headers: options.headers } as unknown as string[]) : new WebSocket(url);
  let timer = setTimeout(() => end(), openWithinMs);
  let aliveMs = openWithinMs;
  let isOver = false;

  const end = (refusal?: { code: string | undefined }) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    socket.close();
    options.onEnd(refusal);
  };
  const stayAlive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => end(), aliveMs);
  };

  socket.addEventListener("message", ({ data }) => {
    if (isOver || typeof data !== "string") return;
    const packet = readPacket(data);
    if (packet.kind === "open") {
      aliveMs = packet.aliveMs;
      socket.send(connectPacket(options.auth));
    } else if (packet.kind === "ping") {
      socket.send(pongPacket);
      stayAlive();
    } else if (packet.kind === "connected") {
      stayAlive();
      options.onOpen();
    } else if (packet.kind === "event") options.onEvent(packet.type, packet.payload);
    else if (packet.kind === "refused") end({ code: packet.code });
    else if (packet.kind === "closed") end();
  });
  socket.addEventListener("close", () => end());
  socket.addEventListener("error", () => end());

  return {
    close() {
      isOver = true;
      clearTimeout(timer);
      if (socket.readyState === WebSocket.OPEN) socket.send(leavePacket);
      socket.close();
    },
  };
}
