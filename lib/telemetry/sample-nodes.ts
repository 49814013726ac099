import type { Database } from "#lib/core/database";
import { hasDatabaseCode } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { maintainTelemetryPartitions } from "#lib/telemetry/maintain-telemetry-partitions";

const minuteMs = 60_000;

/**
 * Notes how every connected node is as the minute of `at`, for its charts; a second time changes nothing.
 * @returns how many nodes
 */
export async function sampleNodes(db: Database, at: Date): Promise<number> {
  const bucket = new Date(Math.floor(at.getTime() / minuteMs) * minuteMs);
  const write = () =>
    transaction(db, (tx) =>
      tx.execute(sql`
        insert into telemetry_node_minute (peer_id, bucket, best_height, finalized_height, peers, tx_count, upload_bytes_per_s,
          download_bytes_per_s, block_time_ms)
        select peer_id, ${bucket}::timestamptz, best_height, finalized_height, peers, tx_count, upload_bytes_per_s, download_bytes_per_s, block_time_ms
        from telemetry_node where disconnected_at is null
        on conflict (peer_id, bucket) do nothing`),
    );
  try {
    return await write();
  } catch (error) {
    if (!hasDatabaseCode(error, "23514")) throw error;
    await maintainTelemetryPartitions(db, at);
    return write();
  }
}
