import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { ChainList, NoInput } from "#lib/telemetry/schema";
import { textOf } from "./internal/node-row.ts";

const height = column.bytes.transform(Number).nullable();
const Row = z.object({
  chain_key: z.string(),
  name: z.string(),
  best_height: height,
  best_at: column.instant.nullable(),
  finalized_height: height,
  finalized_at: column.instant.nullable(),
  block_time_ms: z.number().nullable(),
  nodes: column.count,
  connected: column.count,
  validators: column.count,
  versions: z.array(z.object({ version: z.string(), nodes: z.number() })),
});

/** Chains of which a node is known, the largest first. */
export const listChains = operation(
  {
    name: "listTelemetryChains",
    summary: "Chains: height, finality and versions",
    policy: "telemetry:read",
    input: NoInput,
    output: ChainList,
  },
  async (ctx) => {
    const rows = await ctx.db.rows(
      sql`with versions as (
        select chain_key, version, count(*) as nodes, count(*) filter (where disconnected_at is null) as connected,
          count(*) filter (where disconnected_at is null and authority) as validators, min(chain) as name
        from telemetry_node group by chain_key, version),
      chains as (
        select chain_key, sum(nodes) as nodes, sum(connected) as connected, sum(validators) as validators, min(name) as name,
          coalesce(jsonb_agg(jsonb_build_object('version', version, 'nodes', connected) order by connected desc, version)
            filter (where connected > 0), '[]') as versions
        from versions group by chain_key)
      select k.chain_key, coalesce(c.name, k.name) as name, c.best_height, c.best_at, c.finalized_height, c.finalized_at,
        (select avg(t)::double precision from unnest(c.block_times_ms) t) as block_time_ms, k.nodes, k.connected, k.validators, k.versions
      from chains k left join telemetry_chain c using (chain_key) order by k.connected desc, k.nodes desc, 2, k.chain_key`,
      Row,
    );
    return { items: rows.map(chainView) };
  },
);

function chainView(row: z.output<typeof Row>) {
  const isLagKnown = row.best_height !== null && row.finalized_height !== null;
  return {
    chainKey: row.chain_key,
    name: row.name,
    nodes: row.nodes,
    connected: row.connected,
    validators: row.validators,
    best: row.best_height,
    bestAt: textOf(row.best_at),
    finalized: row.finalized_height,
    finalizedAt: textOf(row.finalized_at),
    // A node may tell of a finalized block before any told of the block itself.
    finalityLag: isLagKnown ? Math.max(0, Number(row.best_height) - Number(row.finalized_height)) : null,
    blockTimeMs: row.block_time_ms,
    versions: row.versions,
  };
}
