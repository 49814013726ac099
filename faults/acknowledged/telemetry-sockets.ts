import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { telemetryMessage } from "./telemetry-message.ts";

export interface TelemetrySockets {
  /** Markers of everything that was given to the network, in order. */
  sent: string[];
  /** Codes of sockets that ended before they were told to. */
  closedSockets: number[];
  /** Waits until everything was read, and closes. */
  stop(): Promise<void>;
}

/** Nodes on the protocol without acknowledgements: they send, and hope. */
export async function startTelemetrySockets(url: string, count: number, random: () => number): Promise<TelemetrySockets> {
  const sent: string[] = [];
  const closedSockets: number[] = [];
  let isStopped = false;
  const send = async (number: number) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/submit`);
    socket.on("error", () => {});
    await once(socket, "open");
    socket.on("close", (code) => {
      if (!isStopped) closedSockets.push(code);
    });
    for (let message = 1; !isStopped && socket.readyState === WebSocket.OPEN; message++) {
      const marker = `socket ${number} ${message}`;
      socket.send(JSON.stringify(telemetryMessage({ peer: `socket ${number}`, node: 1, marker, random })));
      sent.push(marker);
      await sleep(5 + Math.floor(random() * 20));
    }
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.ping();
    // The answer comes after everything before it was read.
    await Promise.race([once(socket, "pong"), sleep(30_000, undefined, { ref: false })]);
    socket.close();
    await once(socket, "close");
  };
  const sending = Array.from({ length: count }, (_, number) => send(number + 1));
  await sleep(100);
  return {
    sent,
    closedSockets,
    async stop() {
      isStopped = true;
      await Promise.all(sending);
    },
  };
}
