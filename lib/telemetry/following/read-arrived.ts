import type { Database } from "#lib/core/database";
import { joinSql, sql } from "#lib/core/sql";
import type { ArrivalRange } from "#lib/telemetry/arrival-ranges";
import { isSinceSql } from "#lib/telemetry/transaction-age";
import { arrivalColumns, type Followed, horizonNow, type Look, LookRow, lookOf } from "./arrival.ts";

/**
 * What arrived in these times for whoever is followed, written by the transaction `horizon` or later: one statement however many
 * are followed. It reads all that arrived then, by the order in which partitions are filled, and nothing else.
 */
export async function readArrived(
  rows: Database["rows"],
  followed: readonly Followed[],
  ranges: readonly ArrivalRange[],
  horizon: bigint,
): Promise<Look> {
  const pieces = ranges.map(
    ({ fromMs, toMs }) => sql`l.received_at >= ${isoOf(fromMs)}::timestamptz and l.received_at < ${isoOf(toMs + 1)}::timestamptz`,
  );
  const [firstMs, lastMs] = [Math.min(...ranges.map(({ fromMs }) => fromMs)), Math.max(...ranges.map(({ toMs }) => toMs))];
  const found = await rows(
    sql`with look as materialized (select ${horizonNow} as horizon)
    select look.horizon, a.* from look left join lateral (
      select ${arrivalColumns} from substrate_logs l
      where l.received_at >= ${isoOf(firstMs)}::timestamptz and l.received_at < ${isoOf(lastMs + 1)}::timestamptz
        and (${joinSql(pieces, " or ")})
        and (coalesce(l.peer_id, '') || chr(1) || l.msg) = any(${followed.map(keyOf)}::text[])
        and ${isSinceSql(sql`(l.xmin::text)::bigint`, sql`${horizon}::bigint`)}
      order by l.created_at, l.id) a on true`,
    LookRow,
  );
  return lookOf(found);
}

/** Not a bare column: the index of peers would lead through all that each of them ever sent. */
function keyOf({ peerId, msg }: Followed): string {
  return `${peerId}\u0001${msg}`;
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
