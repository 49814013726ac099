import { pino } from "pino";
import type { Database } from "#lib/core/database";
import { newTelemetryCounters, type TelemetryCounters } from "#lib/telemetry/counters";
import { keepTelemetry, type TelemetryKeeper } from "#lib/telemetry/keep-telemetry";
import type { IngestSink, NodeSocket } from "../node-sink.ts";
import { createSink, type SinkOptions } from "../sink.ts";

export interface TestSink extends IngestSink {
  counters: TelemetryCounters;
  keeper: TelemetryKeeper;
}

/** A sink of its own with its own counters and keeper, that waits for nobody unless told. */
export function testSink(db: Database, options: Partial<SinkOptions> = {}): TestSink {
  const log = pino({ level: "silent" });
  const counters = newTelemetryCounters();
  const keeper = keepTelemetry(db, log);
  const env = { DB_BATCH_SIZE: 1024, DB_SAVE_LATENCY_MS: 5, INGEST_BUFFER_MB: 64 };
  return Object.assign(createSink({ db, log, env, counters, keeper, process: "test:1", ...options }), { counters, keeper });
}

export function testSocket(given: Partial<NodeSocket> = {}): NodeSocket {
  return { socketId: crypto.randomUUID(), address: "192.0.2.7", audit: false, ...given };
}
