import { createServer } from "node:http";
import { pino } from "pino";
import { z } from "zod";
import { addressRanges } from "#lib/core/address-ranges";
import { openDatabase } from "#lib/core/database";
import { newTelemetryCounters } from "#lib/telemetry/counters";
import { keepTelemetry } from "#lib/telemetry/keep-telemetry";
import { createUpgradeRouter } from "#server/http/upgrade-router";
import { openIngest } from "#server/ingest/open-ingest";
import { createSink } from "#server/ingest/sink";

/**
 * The product's sockets and sink in a process of their own, as it runs them, or with batches that are due after a fixed time and
 * nothing else. Says `port <n>`.
 */
const { url, fixedWindowMs } = z
  .object({ url: z.string(), fixedWindowMs: z.number().nullable() })
  .parse(JSON.parse(process.argv[2] ?? "{}"));
const db = openDatabase(url);
const log = pino({ level: "error" }, pino.destination(2));
const counters = newTelemetryCounters();
const env = { DB_BATCH_SIZE: fixedWindowMs === null ? 1_024 : 100_000, DB_SAVE_LATENCY_MS: fixedWindowMs ?? 100, INGEST_BUFFER_MB: 64 };
const sink = createSink({
  db,
  log,
  env,
  counters,
  keeper: keepTelemetry(db, log),
  process: "bench:1",
  ...(fixedWindowMs !== null && { windowMs: () => fixedWindowMs }),
});
const ingest = openIngest({
  sink,
  counters,
  admission: { allowed: addressRanges(["127.0.0.0/8"]), publicUrl: "", findToken: async () => undefined, limitAttempts: () => {} },
  maxPending: 1_000,
  limits: { maxPayloadBytes: 524_288, heartbeatMs: 5_000, silenceMs: 10_000 },
});
const server = createServer();
server.on("upgrade", createUpgradeRouter({ handlers: [{ path: ingest.takes, handle: ingest.handleUpgrade }], isDraining: () => false }));
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`port ${address.port}\n`);
});
