import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { ChainState } from "#lib/telemetry/chain-state";

/** A chain as this process saw it, with the blocks that came since it was last written. */
export interface PresentChain {
  chainKey: string;
  state: ChainState;
  newBlocks: ChainState["arrivals"];
}

/**
 * Writes where chains are. Several processes see the same blocks: the first one that writes a height adds its block time.
 * A lower height counts once the known one is five minutes old: the chain began anew.
 */
export async function updateChains(tx: SqlTransaction, chains: readonly PresentChain[]): Promise<void> {
  if (chains.length === 0) return;
  const rows = chains.map(rowOf).sort((a, b) => (a.chain_key < b.chain_key ? -1 : 1));
  await tx.execute(sql`
    update telemetry_chain c set
      best_height = case when best_is_news then f.best_height else c.best_height end,
      best_hash = case when best_is_news then f.best_hash else c.best_hash end,
      best_at = case when best_is_news then f.best_at else c.best_at end,
      block_times_ms = case when best_is_news then (f.new_times || c.block_times_ms)[1:50] else c.block_times_ms end,
      finalized_height = case when finalized_is_news then f.finalized_height else c.finalized_height end,
      finalized_hash = case when finalized_is_news then f.finalized_hash else c.finalized_hash end,
      finalized_at = case when finalized_is_news then f.finalized_at else c.finalized_at end,
      changed_at = clock_timestamp()
    from (
      select f.*,
        coalesce(f.best_height > k.best_height or (f.best_height < k.best_height and f.best_at > k.best_at + interval '5 minutes'),
          f.best_height is not null) as best_is_news,
        coalesce(f.finalized_height > k.finalized_height
            or (f.finalized_height < k.finalized_height and f.finalized_at > k.finalized_at + interval '5 minutes'),
          f.finalized_height is not null) as finalized_is_news,
        array(select (b ->> 't')::integer from json_array_elements(f.blocks) with ordinality as e(b, place)
          where (b ->> 'h')::bigint > coalesce(k.best_height, -1) order by place) as new_times
      from json_to_recordset(${JSON.stringify(rows)}::json) as f(chain_key text, best_height bigint, best_hash text, best_at timestamptz,
        finalized_height bigint, finalized_hash text, finalized_at timestamptz, blocks json)
      join telemetry_chain k using (chain_key)
    ) f
    where c.chain_key = f.chain_key and (best_is_news or finalized_is_news)`);
}

function rowOf({ chainKey, state, newBlocks }: PresentChain) {
  const blocks = newBlocks.filter(({ blockTimeMs }) => blockTimeMs !== null);
  return {
    chain_key: chainKey,
    best_height: state.bestHeight?.toString(),
    best_hash: state.bestHash,
    best_at: instantOrNull(state.bestAtMs),
    finalized_height: state.finalizedHeight?.toString(),
    finalized_hash: state.finalizedHash,
    finalized_at: instantOrNull(state.finalizedAtMs),
    blocks: blocks.map(({ height, blockTimeMs }) => ({ h: String(height), t: blockTimeMs })),
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
