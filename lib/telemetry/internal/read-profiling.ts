import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { dayEnd, dayStart } from "#lib/telemetry/arrival-day";
import { microsText } from "#lib/telemetry/micros";
import type { ReadRange } from "#lib/telemetry/read-range";
import { messageFields } from "./message-fields.ts";

export const profilingMsg = "tracing.profiling";
/** So many messages are aggregated at most, the newest of each peer: some hundred milliseconds of work. */
const mostMessages = 100_000;

const Row = z.object({
  target: z.string(),
  name: z.string(),
  count: column.count,
  mean: z.number(),
  quantiles: z.tuple([z.number(), z.number()]),
  min: z.number(),
  max: z.number(),
  messages: column.count,
});

export interface ProfiledSpan {
  target: string;
  name: string;
  count: number;
  /** Whole nanoseconds, as all that follow. */
  mean: number;
  median: number;
  min: number;
  max: number;
  p90: number;
}

/** Which days of arrival hold profiling messages of these peers (of all, if undefined) sent in a range, and whose they are. */
export async function whereProfiled(db: Database, range: ReadRange, peerId: string | undefined) {
  const [from, to] = [microsText(range.from), microsText(range.to)];
  const rows = await db.rows(
    sql`select peer_id, to_char(min(day), 'YYYY-MM-DD') as first_day, to_char(max(day), 'YYYY-MM-DD') as last_day from (
        select peer_id, day, min_created_at, max_created_at from substrate_log_stats where msg in (${profilingMsg}, '')
        union all
        select u.peer_id, u.day, u.min_created_at, u.max_created_at from substrate_log_delta d,
          unnest(d.peer_ids, d.msgs, d.days, d.min_created_ats, d.max_created_ats) as u(peer_id, msg, day, min_created_at, max_created_at)
        where u.msg in (${profilingMsg}, '')) counts
    where ${peerId === undefined ? sql`peer_id <> ''` : sql`peer_id = ${peerId}`}
      and max_created_at >= ${from}::timestamptz and min_created_at < ${to}::timestamptz
    group by peer_id`,
    z.object({ peer_id: z.string(), first_day: z.string(), last_day: z.string() }),
  );
  const days = rows.flatMap((row) => [row.first_day, row.last_day]).sort();
  return { peerIds: rows.map((row) => row.peer_id), firstDay: days[0], lastDay: days.at(-1) };
}

/** What took how long, by (target, name), the longest total first. `peerId` undefined: of all peers together. */
export async function readProfiling(
  db: Database,
  range: ReadRange,
  peerId: string | undefined,
): Promise<{ items: ProfiledSpan[]; isCut: boolean }> {
  const { peerIds, firstDay, lastDay } = await whereProfiled(db, range, peerId);
  if (firstDay === undefined || lastDay === undefined) return { items: [], isCut: false };
  const rows = await db.rows(
    sql`with message as materialized (
      select l.fields from unnest(${peerIds}::text[]) p(peer_id), lateral (
        select ${messageFields} as fields from substrate_logs l where l.peer_id = p.peer_id and l.msg = ${profilingMsg}
          and l.received_at >= ${dayStart(firstDay)}::timestamptz and l.received_at < ${dayEnd(lastDay)}::timestamptz
          and l.created_at >= ${microsText(range.from)}::timestamptz and l.created_at < ${microsText(range.to)}::timestamptz
        order by l.created_at desc, l.id desc limit ${mostMessages + 1}) l
      limit ${mostMessages + 1}),
    span as (
      select fields ->> 'target' as target, fields ->> 'name' as name, (fields ->> 'time')::bigint as ns
      from (select * from message limit ${mostMessages}) m
      where fields ->> 'time' ~ '^[0-9]{1,18}$' and fields ->> 'target' is not null and fields ->> 'name' is not null)
    select target, name, count(*), avg(ns)::double precision as mean, percentile_cont(array[0.5, 0.9]) within group (order by ns) as quantiles,
      min(ns)::double precision as min, max(ns)::double precision as max, (select count(*) from message) as messages
    from span group by target, name order by sum(ns) desc, target, name`,
    Row,
  );
  return {
    items: rows.map(({ target, name, count, mean, quantiles: [median, p90], min, max }) => ({
      ...{ target, name, count, min, max },
      ...{ mean: Math.round(mean), median: Math.round(median), p90: Math.round(p90) },
    })),
    isCut: (rows[0]?.messages ?? 0) > mostMessages,
  };
}

/** The targets that were seen, A first. */
export async function readTargets(db: Database, range: ReadRange, peerId: string | undefined): Promise<string[]> {
  const { items } = await readProfiling(db, range, peerId);
  return [...new Set(items.map(({ target }) => target))].sort();
}
