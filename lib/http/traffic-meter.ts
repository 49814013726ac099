import type { Socket } from "node:net";
import { singleton } from "#lib/core/singleton";

/** What went through the port of this process since it started, requests and WebSockets alike. */
export interface TrafficMeter {
  /** Requests; those for metrics themselves are left out. */
  requests: number;
  readonly open: Set<Pick<Socket, "bytesRead" | "bytesWritten">>;
  /** Of connections that are closed. */
  bytesReceived: number;
  bytesSent: number;
}

/** The totals at one moment. */
export interface Traffic {
  requests: number;
  bytesReceived: number;
  bytesSent: number;
}

/** One for the process, though Next's bundle has its own copy of this file. */
export function trafficMeter(): TrafficMeter {
  return singleton<TrafficMeter>("traffic-meter", () => ({ requests: 0, open: new Set(), bytesReceived: 0, bytesSent: 0 }));
}

/** Counts what a connection carries, until it is closed and after. */
export function meterConnection(socket: Socket): void {
  const meter = trafficMeter();
  meter.open.add(socket);
  socket.once("close", () => {
    meter.open.delete(socket);
    meter.bytesReceived += socket.bytesRead;
    meter.bytesSent += socket.bytesWritten;
  });
}

export function readTraffic({ requests, open, bytesReceived, bytesSent }: TrafficMeter = trafficMeter()): Traffic {
  let [received, sent] = [bytesReceived, bytesSent];
  for (const socket of open) {
    received += socket.bytesRead;
    sent += socket.bytesWritten;
  }
  return { requests, bytesReceived: received, bytesSent: sent };
}
