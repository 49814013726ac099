import { z } from "zod";
import type { Database } from "#lib/core/database";
import { notFound } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";
import type { BenchmarkDetail, BenchmarkEvent, HostSystem } from "#lib/telemetry/benchmark-schema";
import { readMicros } from "#lib/telemetry/micros";
import type { ReadRange } from "#lib/telemetry/read-range";
import { exactInstant } from "./exact-instant.ts";

const HostRow = z.object({
  host_id: z.number(),
  host_description: z.string(),
  os: z.string(),
  cpu_qty: z.number(),
  cpu_clock: z.number(),
  ram_mb: z.number(),
  disk_info: z.string(),
});
const hostColumns = sql`h.id as host_id, h.description as host_description, h.os, h.cpu_qty, h.cpu_clock, h.ram_mb, h.disk_info`;
const BenchmarkRow = HostRow.extend({
  id: z.number(),
  start_at: z.string(),
  end_at: z.string(),
  description: z.string().nullable(),
  chain_spec: z.unknown(),
  benchmark_spec: z.unknown(),
  setup: z.unknown(),
});

/** Machines; `rest` begins with its condition. */
export async function readHosts(db: Database, rest: Sql): Promise<HostSystem[]> {
  const rows = await db.rows(sql`select ${hostColumns} from host_systems h ${rest}`, HostRow);
  return rows.map(hostView);
}

/** Benchmarks with the machine of each; `rest` begins with its condition. */
export async function readBenchmarks(db: Database, rest: Sql): Promise<BenchmarkDetail[]> {
  const rows = await db.rows(
    sql`select b.id, ${exactInstant(sql`b.ts_start`)} as start_at, ${exactInstant(sql`b.ts_end`)} as end_at, b.description, b.chain_spec, b.benchmark_spec, b.setup, ${hostColumns}
    from benchmarks b join host_systems h on h.id = b.host_system_id ${rest}`,
    BenchmarkRow,
  );
  return rows.map((row) => ({
    id: row.id,
    startAt: row.start_at,
    endAt: row.end_at,
    description: row.description,
    chainSpec: row.chain_spec ?? null,
    benchmarkSpec: row.benchmark_spec ?? null,
    setup: row.setup ?? null,
    hostSystemId: row.host_id,
    hostSystem: hostView(row),
  }));
}

/** @throws DomainError not_found */
export async function readBenchmark(db: Database, id: number): Promise<BenchmarkDetail> {
  const [benchmark] = await readBenchmarks(db, sql`where b.id = ${id}::int`);
  if (!benchmark) throw notFound("Benchmark");
  return benchmark;
}

const EventRow = z.object({ id: z.number(), benchmark_id: z.number(), name: z.string(), phase: z.string(), at: z.string() });

/** In order. */
export async function readEvents(db: Database, benchmarkId: number): Promise<BenchmarkEvent[]> {
  const rows = await db.rows(
    sql`select id, benchmark_id, name, phase, ${exactInstant(sql`created_at`)} as at from benchmark_events where benchmark_id = ${benchmarkId}::int order by created_at, id`,
    EventRow,
  );
  return rows.map((row) => ({
    id: row.id,
    benchmarkId: row.benchmark_id,
    name: row.name,
    phase: row.phase,
    at: row.at,
  }));
}

const NodeOfSetup = z.object({ substrate: z.object({ peerId: z.string() }) });

/** When a benchmark ran, both ends included, and the node that its setup names, as the original's runner writes it. */
export function windowOf({ startAt, endAt, setup }: BenchmarkDetail): { range: ReadRange; peerId: string | undefined } {
  const named = NodeOfSetup.safeParse(setup);
  return {
    range: { from: readMicros(startAt) ?? 0n, to: (readMicros(endAt) ?? 0n) + 1n },
    peerId: named.success ? named.data.substrate.peerId : undefined,
  };
}

function hostView(row: z.output<typeof HostRow>): HostSystem {
  return {
    id: row.host_id,
    description: row.host_description,
    os: row.os,
    cpuQty: row.cpu_qty,
    cpuClock: row.cpu_clock,
    ramMb: row.ram_mb,
    diskInfo: row.disk_info,
  };
}
