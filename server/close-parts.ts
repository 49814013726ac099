import type { Database } from "#lib/core/database";
import type { Log } from "#lib/core/log";
import { readiness } from "#lib/core/readiness";
import type { Monitor } from "./database/monitor.ts";
import type { ServerDatabase } from "./database/open-server-database.ts";
import type { Grpc } from "./grpc/start-grpc.ts";
import type { Http } from "./http/start-http.ts";
import type { Realtime } from "./realtime/start.ts";
import type { Web } from "./web.ts";
import { within } from "./within.ts";

interface Closable {
  close(): Promise<unknown>;
}

/** What has been started so far. */
export interface Parts {
  database?: ServerDatabase;
  http?: Http;
  db?: Database;
  monitor?: Monitor;
  web?: Web;
  grpc?: Grpc;
  realtime?: Realtime;
  acknowledged?: Closable;
  telemetry?: Closable;
  metrics?: Closable;
  jobs?: Closable;
}

/**
 * Stops in order, each part with its share of the 10 s: not ready, accepted work finished or handed back, sockets told,
 * pools closed, and at last PostgreSQL, which then has nothing to recover.
 */
export async function closeParts(parts: Parts, log: Log): Promise<void> {
  const limited = async (what: string, ms: number, work: Promise<unknown> | undefined) => {
    if (work && !(await within(ms, work))) log.warn(`${what} did not end within ${ms / 1000} s`);
  };
  readiness().isDraining = true;
  await Promise.all([
    limited("Requests", 5_000, parts.http?.drain()),
    limited("Calls by gRPC", 5_000, parts.grpc?.drain()),
    limited("Sockets", 2_000, parts.realtime?.close()),
    limited("Acknowledged ingest", 5_000, parts.acknowledged?.close()),
    limited("Telemetry", 6_000, parts.telemetry?.close()),
    limited("Jobs", 5_000, parts.jobs?.close()),
    limited("Metrics", 1_000, parts.metrics?.close()),
  ]);
  parts.http?.end();
  parts.grpc?.end();
  await limited("Pages", 1_000, parts.web?.close());
  await limited("Monitor", 500, parts.monitor?.stop());
  await limited("Connections to the database", 1_000, parts.db?.close());
  await parts.database?.stop();
}
