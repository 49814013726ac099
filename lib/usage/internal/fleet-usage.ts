import { z } from "zod";
import { column } from "#lib/core/columns";
import { joinSql, type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { hourS, quarterS } from "#lib/universal/buckets";
import { nothing, type UsageSum } from "#lib/usage/usage-sum";
import { rollupTables } from "./rollup-tables.ts";

type Reader = Pick<SqlTransaction, "rows">;

const sums = { ru: column.bytes, rd: column.bytes, bu: column.bytes, bd: column.bytes };
const sumColumns = sql`sum(raw_upload) as ru, sum(raw_download) as rd, sum(billed_upload) as bu, sum(billed_download) as bd`;
const Bucket = z.object({ slot: z.number(), ...sums });
const Node = z.object({ node_client_id: z.number(), node_name: z.string().nullable(), country: z.string().nullable(), ...sums });
const User = z.object({ id: z.string(), uid: z.number(), email: z.string(), name: z.string(), ...sums });
const Unbilled = z.object({ lines: column.count, oldest_at: column.instant.nullable(), bu: column.bytes, bd: column.bytes });

function sumOf(row: { ru: bigint; rd: bigint; bu: bigint; bd: bigint }): UsageSum {
  return { rawUpload: row.ru, rawDownload: row.rd, billedUpload: row.bu, billedDownload: row.bd };
}

/** The fleet's sums in the buckets between `edges` (epoch seconds). */
export async function fleetBuckets(reader: Reader, edges: readonly number[]): Promise<UsageSum[]> {
  const keys = edges.map((edgeS) => edgeS / quarterS);
  const rows = await reader.rows(
    sql`select width_bucket(bucket, ${keys}::int[]) as slot, ${sumColumns} from node_client_usage
    where bucket >= ${keys[0]}::int and bucket < ${keys.at(-1)}::int group by 1`,
    Bucket,
  );
  const buckets = new Array<UsageSum>(edges.length - 1).fill(nothing);
  for (const row of rows) buckets[row.slot - 1] = sumOf(row);
  return buckets;
}

/** The node clients with most billed traffic in `[fromS, toS)`. */
export async function topNodes(reader: Reader, fromS: number, toS: number, limit: number) {
  const rows = await reader.rows(
    sql`select u.*, c.name as node_name, c.country from (
      select node_client_id, ${sumColumns} from node_client_usage
      where bucket >= ${fromS / quarterS}::int and bucket < ${toS / quarterS}::int group by 1
      order by sum(billed_upload + billed_download) desc, sum(raw_upload + raw_download) desc, 1 limit ${limit}) as u
    left join node_client c on c.id = u.node_client_id order by u.bu + u.bd desc, u.ru + u.rd desc, u.node_client_id`,
    Node,
  );
  return rows.map((row) => ({ nodeClientId: row.node_client_id, nodeName: row.node_name, country: row.country, sum: sumOf(row) }));
}

/** The users with most billed traffic in `[fromS, toS)`, whole hours: UTC days within it from the daily roll-up. */
export async function topUsers(reader: Reader, fromS: number, toS: number, limit: number) {
  const [from, to] = [fromS / hourS, toS / hourS];
  const [fromDay, toDay] = [Math.ceil(from / 24), Math.floor(to / 24)];
  const parts =
    fromDay < toDay
      ? [perUser("hour", from, fromDay * 24), perUser("day", fromDay, toDay), perUser("hour", toDay * 24, to)]
      : [perUser("hour", from, to)];
  const rows = await reader.rows(
    sql`select a.id, u.*, a.email, a.name from (
      select uid, ${sumColumns} from (${joinSql(parts, " union all ")}) as part group by 1
      order by sum(billed_upload + billed_download) desc, sum(raw_upload + raw_download) desc, 1 limit ${limit}) as u
    join app_user a on a.uid = u.uid order by u.bu + u.bd desc, u.ru + u.rd desc, u.uid`,
    User,
  );
  return rows.map((row) => ({ userId: row.id, uid: row.uid, email: row.email, name: row.name, sum: sumOf(row) }));
}

function perUser(rollup: "day" | "hour", lo: number, hi: number): Sql {
  return sql`select uid, raw_upload, raw_download, billed_upload, billed_download from ${rollupTables[rollup]}
    where bucket >= ${lo}::int and bucket < ${hi}::int`;
}

/** How many lines of the backlog are looked at; with billing running there are far fewer. */
export const backlogLimit = 100_000;

/** Lines that no billing run has taken yet, the oldest first: read from the partial index, never more than the limit. */
export async function unbilledBacklog(reader: Reader, limit = backlogLimit) {
  const [backlog] = await reader.rows(
    sql`select count(*) as lines, min(at) as oldest_at, coalesce(sum(billed_upload), 0) as bu, coalesce(sum(billed_download), 0) as bd
    from (select at, billed_upload, billed_download from usage_line where billed_at is null order by at limit ${limit + 1}) as backlog`,
    Unbilled,
  );
  const lines = backlog?.lines ?? 0;
  return {
    lines: Math.min(lines, limit),
    isCapped: lines > limit,
    oldestAt: backlog?.oldest_at?.toISOString() ?? null,
    billed: { upload: String(backlog?.bu ?? 0n), download: String(backlog?.bd ?? 0n) },
  };
}
