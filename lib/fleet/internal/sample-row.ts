import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { NodeSample } from "#lib/fleet/schema";
import type { Reader } from "./reader.ts";

const bytes = column.bytes.nullable();
const Row = z.object({
  at: column.instant,
  cpu_percent: z.number().nullable(),
  memory_used: bytes,
  memory_total: bytes,
  swap_used: bytes,
  swap_total: bytes,
  disk_used: bytes,
  disk_total: bytes,
});

/** Samples of the nodes' own load from `source`: `node_sample`, whole or thinned. */
export async function readSamples(db: Reader, source: Sql): Promise<NodeSample[]> {
  const rows = await db.rows(
    sql`select at, cpu_percent, memory_used, memory_total, swap_used, swap_total, disk_used, disk_total from ${source}`,
    Row,
  );
  return rows.map((row) => ({
    at: row.at.toISOString(),
    cpuPercent: row.cpu_percent,
    memoryUsed: row.memory_used?.toString() ?? null,
    memoryTotal: row.memory_total?.toString() ?? null,
    swapUsed: row.swap_used?.toString() ?? null,
    swapTotal: row.swap_total?.toString() ?? null,
    diskUsed: row.disk_used?.toString() ?? null,
    diskTotal: row.disk_total?.toString() ?? null,
  }));
}
