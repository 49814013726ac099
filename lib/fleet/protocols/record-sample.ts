import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";

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
  const { cpu, mem, swap, disk, uptime } = load;
  const insert = sql`
    insert into node_sample (node_server_id, at, cpu_percent, memory_used, memory_total, swap_used, swap_total, disk_used, disk_total, uptime_s)
    values (${nodeServerId}, ${ctx.now}, ${cpu ?? null}, ${mem?.used ?? null}, ${mem?.total ?? null}, ${swap?.used ?? null},
      ${swap?.total ?? null}, ${disk?.used ?? null}, ${disk?.total ?? null}, ${uptime ?? null})
    on conflict (node_server_id, at) do nothing`;
  await ctx.db.ingestPool.query(insert.text, insert.values as unknown[]);
}
