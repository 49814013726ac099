import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { emptySql, sql } from "#lib/core/sql";
import type { LogSpan } from "#lib/telemetry/log-span";
import { microsText } from "#lib/telemetry/micros";
import type { ReadRange } from "#lib/telemetry/read-range";
import { logCounts } from "./log-counts.ts";

const micros = column.bytes;
const Row = z.object({ msg: z.string(), day: z.string(), audit: z.boolean(), qty: column.count, first: micros, last: micros });

/**
 * Where a peer's messages of a range lie. A day of arrival is not a day of the node's clock, which may lie by years, so the
 * days whose messages reach far beyond their own are looked at whatever the range.
 */
export async function readLogSpans(db: Database, peerId: string, msg: string | undefined, { from, to }: ReadRange): Promise<LogSpan[]> {
  const [first, end] = [microsText(from), microsText(to)];
  return db.rows(
    sql`select msg, to_char(day, 'YYYY-MM-DD') as day, audit, sum(qty) as qty,
      (extract(epoch from min(min_created_at)) * 1000000)::bigint as first, (extract(epoch from max(max_created_at)) * 1000000)::bigint as last
    from ${logCounts(peerId)} counts
    where max_created_at >= ${first}::timestamptz and min_created_at < ${end}::timestamptz
      ${msg === undefined ? emptySql : sql`and msg in (${msg}, '')`}
    group by 1, 2, 3`,
    Row,
  );
}
