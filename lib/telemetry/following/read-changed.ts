import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";
import { dayEnd, dayStart } from "#lib/telemetry/arrival-day";
import { isSinceSql } from "#lib/telemetry/transaction-age";
import { type Arrival, ArrivalRow, arrivalColumns, arrivalOf, type Followed, horizonNow, type Look } from "./arrival.ts";

const Changed = z.object({ horizon: column.bytes, peer_id: z.string().nullable(), msg: z.string().nullable(), day: z.string().nullable() });

/** Of whom and of which type something that arrived on a day was written. */
interface ChangedDay extends Followed {
  day: string;
}

/**
 * What was written for whoever is followed by the transaction `horizon` or later, wherever it lies: for who cannot know which
 * times of arrival were announced meanwhile. Counts of messages change with the messages, so they say which days to look
 * through. Without a horizon: what transactions wrote that were not over when the oldest running one began.
 *
 * Each of these days is a statement of its own with constant bounds, or PostgreSQL would open and lock every partition that there is. What is
 * committed between the statements is newer than the horizon that is told, so who goes on from there misses nothing.
 */
export async function readChanged(rows: Database["rows"], followed: readonly Followed[], horizon?: bigint): Promise<Look> {
  const changed = await readDays(rows, followed, horizon);
  const arrivals: Arrival[] = [];
  for (const [day, places] of Map.groupBy(changed.days, ({ day }) => day))
    arrivals.push(...(await readDay(rows, day, places, horizon ?? changed.horizon)));
  return { horizon: changed.horizon, arrivals: arrivals.sort(byNodeTime) };
}

/** The days of arrival, and the oldest transaction that was not over when they were read. */
async function readDays(
  rows: Database["rows"],
  followed: readonly Followed[],
  horizon: bigint | undefined,
): Promise<{ horizon: bigint; days: ChangedDay[] }> {
  const since = horizon === undefined ? sql`look.horizon` : sql`${horizon}::bigint`;
  const found = await rows(
    sql`with look as materialized (select ${horizonNow} as horizon),
    followed as (select * from ${placesOf(followed)}),
    changed as (
      select f.peer_id, f.msg, s.day from look, followed f join substrate_log_stats s on s.peer_id = f.peer_id and s.msg in (f.msg, '')
      where ${isNew(sql`s.xmin`, since)}
      union
      select f.peer_id, f.msg, u.day from followed f, substrate_log_delta d, unnest(d.peer_ids, d.msgs, d.days) as u(peer_id, msg, day)
      where f.peer_id = any(d.peer_ids) and u.peer_id = f.peer_id and u.msg = f.msg)
    select look.horizon, c.peer_id, c.msg, to_char(c.day, 'YYYY-MM-DD') as day from look left join changed c on true`,
    Changed,
  );
  const days = found.flatMap(({ peer_id: peerId, msg, day }) =>
    peerId === null || msg === null || day === null ? [] : [{ peerId, msg, day }],
  );
  return { horizon: found[0]?.horizon ?? 0n, days };
}

async function readDay(rows: Database["rows"], day: string, places: readonly Followed[], since: bigint): Promise<Arrival[]> {
  const found = await rows(
    sql`select l.* from ${placesOf(places)}, lateral (
      select ${arrivalColumns} from substrate_logs l
      where l.peer_id = f.peer_id and l.msg = f.msg and ${isNew(sql`l.xmin`, sql`${since}::bigint`)}
        and l.received_at >= ${dayStart(day)}::timestamptz and l.received_at < ${dayEnd(day)}::timestamptz) l`,
    ArrivalRow,
  );
  return found.map(arrivalOf);
}

function placesOf(followed: readonly Followed[]): Sql {
  return sql`unnest(${followed.map(({ peerId }) => peerId)}::text[], ${followed.map(({ msg }) => msg)}::text[]) as f(peer_id, msg)`;
}

function isNew(xmin: Sql, since: Sql): Sql {
  return isSinceSql(sql`(${xmin}::text)::bigint`, since);
}

/** All of them are written with the same number of digits. */
function byNodeTime(a: Arrival, b: Arrival): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
}
