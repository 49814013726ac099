import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { rangeText, readRange } from "#lib/telemetry/read-range";
import { NodeHistory, NodeHistoryInput } from "#lib/telemetry/schema";
import { demandNode } from "./internal/known-node.ts";

const dayMs = 86_400_000;
const height = column.bytes.transform(Number).nullable();
const Row = z.object({
  at_s: z.number(),
  best_height: height,
  finalized_height: height,
  peers: z.number().nullable(),
  tx_count: z.number().nullable(),
  upload_bytes_per_s: z.number().nullable(),
  download_bytes_per_s: z.number().nullable(),
  block_time_ms: z.number().nullable(),
});

/**
 * What the node's charts show, made of one sample a minute.
 * @throws DomainError not_found; validation_failed for an impossible range
 */
export const showNodeHistory = operation(
  {
    name: "showTelemetryNodeHistory",
    summary: "Heights, peers, queue and bandwidth of a chain node over time",
    policy: "telemetry:read",
    input: NodeHistoryInput,
    output: NodeHistory,
  },
  async (ctx, { peerId, points, ...asked }) => {
    const range = readRange(asked, ctx.now, dayMs);
    await demandNode(ctx.db, peerId);
    const { from, to } = rangeText(range);
    const stepSeconds = stepOf(Number(range.to - range.from) / 1e6, points);
    const rows = await ctx.db.rows(
      sql`select (floor(extract(epoch from bucket) / ${stepSeconds}::int) * ${stepSeconds}::int)::double precision as at_s,
        max(best_height) as best_height, max(finalized_height) as finalized_height, avg(peers)::double precision as peers,
        avg(tx_count)::double precision as tx_count, avg(upload_bytes_per_s) as upload_bytes_per_s,
        avg(download_bytes_per_s) as download_bytes_per_s, avg(block_time_ms)::double precision as block_time_ms
      from telemetry_node_minute
      where peer_id = ${peerId} and bucket >= ${from}::timestamptz and bucket < ${to}::timestamptz group by 1 order by 1`,
      Row,
    );
    return {
      from,
      to,
      stepSeconds,
      points: rows.map((row) => ({
        at: new Date(row.at_s * 1000).toISOString(),
        bestHeight: row.best_height,
        finalizedHeight: row.finalized_height,
        peers: row.peers,
        txCount: row.tx_count,
        uploadBytesPerS: row.upload_bytes_per_s,
        downloadBytesPerS: row.download_bytes_per_s,
        blockTimeMs: row.block_time_ms,
      })),
    };
  },
);

/** Whole minutes, and so many that one step more at each edge still makes at most `points`. */
function stepOf(spanSeconds: number, points: number): number {
  return Math.max(1, Math.ceil(spanSeconds / 60 / Math.max(1, points - 1))) * 60;
}
