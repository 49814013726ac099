import { createServer } from "node:http";
import { addressRanges } from "#lib/core/address-ranges";
import { newTelemetryCounters, type TelemetryCounters } from "#lib/telemetry/counters";
import { createUpgradeRouter } from "../../http/upgrade-router.ts";
import { type IngestPort, openIngest } from "../open-ingest.ts";
import { type HeldSink, heldSink } from "./held-sink.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";

export interface TestPort {
  port: number;
  ingest: IngestPort;
  sink: HeldSink;
  counters: TelemetryCounters;
  clock: ManualClock;
  /** Tokens that are valid, by their ids; change it to revoke one. */
  tokens: Map<string, string>;
  close(): Promise<void>;
}

interface PortOptions {
  allow?: string[];
  maxPending?: number;
  /** What the sink holds before it is full. */
  bufferBytes?: number;
  findToken?: (token: string) => Promise<string | undefined>;
  limitAttempts?: (address: string) => void;
  flushWithinMs?: number;
}

/** The real sockets behind a real upgrade router, before a sink that holds what it takes and a clock that the test moves. */
export async function startIngestPort(options: PortOptions = {}): Promise<TestPort> {
  const counters = newTelemetryCounters();
  const sink = heldSink(counters, options.bufferBytes);
  const clock = manualClock();
  const tokens = new Map<string, string>();
  const ingest = openIngest({
    sink,
    counters,
    clock,
    admission: {
      allowed: addressRanges(options.allow ?? ["127.0.0.0/8"]),
      publicUrl: "",
      limitAttempts: options.limitAttempts ?? (() => {}),
      findToken: options.findToken ?? (async (token) => tokens.get(token)),
    },
    maxPending: options.maxPending ?? 100,
    ...(options.flushWithinMs !== undefined && { flushWithinMs: options.flushWithinMs }),
    limits: { maxPayloadBytes: 524_288, heartbeatMs: 5_000, silenceMs: 10_000 },
  });
  const server = createServer();
  server.on("upgrade", createUpgradeRouter({ handlers: [{ path: ingest.takes, handle: ingest.handleUpgrade }], isDraining: () => false }));
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 2_048 }, resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return {
    port: address.port,
    ingest,
    sink,
    counters,
    clock,
    tokens,
    async close() {
      await ingest.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
