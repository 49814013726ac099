import { z } from "zod";
import { emptySql, joinSql, type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { quarterS } from "#lib/universal/buckets";
import { planScans, type Scan } from "#lib/usage/plan-scans";
import { addSums, nothing, subtractSums, type UsageSum } from "#lib/usage/usage-sum";
import { rollupTables } from "./rollup-tables.ts";

/** What the buckets are divided by; null: not at all. */
export type UsageDivision = "nodeClient" | "package";

const divisions: Record<UsageDivision, Sql> = { nodeClient: sql`node_client_id::text`, package: sql`package_queue_id::text` };

const Row = z.object({
  scan: z.number(),
  slot: z.number(),
  part: z.string().nullable(),
  ru: z.string(),
  rd: z.string(),
  bu: z.string(),
  bd: z.string(),
});

/** Sums per bucket, in the order of the edges; by part (a node client's id, a queue item's id or null) where divided. */
export type BucketSums = Map<string | null, UsageSum[]>;

/**
 * One user's sums in the buckets between `edges` (epoch seconds, multiples of 15 minutes), in one query. Without a
 * division there is exactly one part, null. Parts without traffic are absent. `nodeClientId`: of this node only.
 */
export async function readRollups(
  reader: Pick<SqlTransaction, "rows">,
  uid: number,
  edges: readonly number[],
  division: UsageDivision | null = null,
  nodeClientId?: number,
): Promise<BucketSums> {
  const scans = planScans(edges.map((edgeS) => edgeS / quarterS));
  const sums: BucketSums = new Map();
  if (division === null) sums.set(null, emptyBuckets(edges));
  if (scans.length === 0) return sums;
  const part = division === null ? sql`null::text` : divisions[division];
  const rows = await reader.rows(
    joinSql(
      scans.map((scan, index) => scanSql(scan, index, { uid, nodeClientId }, part)),
      " union all ",
    ),
    Row,
  );
  for (const row of rows) {
    let buckets = sums.get(row.part);
    if (!buckets) {
      buckets = emptyBuckets(edges);
      sums.set(row.part, buckets);
    }
    const sum = { rawUpload: BigInt(row.ru), rawDownload: BigInt(row.rd), billedUpload: BigInt(row.bu), billedDownload: BigInt(row.bd) };
    for (const [target, sign] of scans[row.scan]?.moves[row.slot - 1] ?? [])
      buckets[target] = (sign > 0 ? addSums : subtractSums)(buckets[target] ?? nothing, sum);
  }
  return sums;
}

function emptyBuckets(edges: readonly number[]): UsageSum[] {
  return new Array<UsageSum>(edges.length - 1).fill(nothing);
}

/** Ordinals instead of names in `group by`, so that constants may stand there; `part` is null unless divided. */
function scanSql(
  { rollup, lo, hi, keys, starts }: Scan,
  index: number,
  { uid, nodeClientId }: { uid: number; nodeClientId: number | undefined },
  part: Sql,
): Sql {
  const ofNode = nodeClientId === undefined ? emptySql : sql`and node_client_id = ${nodeClientId}::int`;
  const where = keys === null ? sql`bucket >= ${lo}::int and bucket < ${hi}::int` : sql`bucket = any (${keys}::int[])`;
  return sql`(select ${index}::int as scan, width_bucket(bucket, ${starts}::int[]) as slot, ${part} as part, sum(raw_upload)::text as ru,
    sum(raw_download)::text as rd, sum(billed_upload)::text as bu, sum(billed_download)::text as bd
    from ${rollupTables[rollup]} where uid = ${uid}::int and ${where} ${ofNode} group by 2, 3)`;
}
