import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { type Sql, sql } from "#lib/core/sql";

const bytes = z
  .number()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .transform((value) => String(Math.floor(value)));
const Pair = z.object({ total: bytes.nullish(), used: bytes.nullish() }).nullish();

/** A node's own load, as Xboard's UniProxy extension words it: percent 0–100, bytes, seconds. */
export const nodeLoad = {
  // To a hundredth: PostgreSQL refuses numbers that are too near to zero for its `real`.
  cpu: z
    .number()
    .min(0)
    .max(100)
    .transform((percent) => Math.round(percent * 100) / 100)
    .nullish(),
  mem: Pair,
  swap: Pair,
  disk: Pair,
  uptime: z
    .number()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .transform((value) => String(Math.floor(value)))
    .nullish(),
};
export const NodeLoad = z.object(nodeLoad);
export type NodeLoad = z.output<typeof NodeLoad>;

/** Keeps one sample, stamped with its arrival: node clocks lie. Two in one millisecond are one. */
export async function recordSample(ctx: Context, nodeServerId: number, load: NodeLoad): Promise<void> {
  const insert = samplesInsert(nodeServerId, [{ at: ctx.now, load }]);
  await ctx.db.ingestPool.query(insert.text, insert.values as unknown[]);
}

/** Samples of one server as a statement, for a transaction that does more. */
export function samplesInsert(nodeServerId: number, samples: readonly { at: Date; load: NodeLoad }[]): Sql {
  const rows = samples.map(({ at, load: { cpu, mem, swap, disk, uptime } }) => ({
    at,
    cpu_percent: cpu,
    memory_used: mem?.used,
    memory_total: mem?.total,
    swap_used: swap?.used,
    swap_total: swap?.total,
    disk_used: disk?.used,
    disk_total: disk?.total,
    uptime_s: uptime,
  }));
  return sql`
    insert into node_sample (node_server_id, at, cpu_percent, memory_used, memory_total, swap_used, swap_total, disk_used, disk_total, uptime_s)
    select ${nodeServerId}, * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(at timestamptz, cpu_percent real, memory_used bigint,
      memory_total bigint, swap_used bigint, swap_total bigint, disk_used bigint, disk_total bigint, uptime_s bigint)
    on conflict (node_server_id, at) do nothing`;
}
