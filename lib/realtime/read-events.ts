import { z } from "zod";
import type { Database } from "#lib/core/database";
import { prepared } from "#lib/core/prepared";
import { emptySql, sql } from "#lib/core/sql";
import type { EventType, RealtimeEvent, Room } from "#lib/realtime/events";

/** An event with its audience, as the log holds it. `rooms` never leaves the server. */
export interface LoggedEvent {
  seq: bigint;
  rooms: readonly Room[];
  event: RealtimeEvent;
}

const Row = z.object({ seq: z.bigint(), type: z.string(), rooms: z.array(z.string()), payload: z.unknown(), at: z.date() });

export interface ReadEvents {
  /** Only events with a higher number. */
  after: bigint;
  /** Only events up to this number. */
  upTo?: bigint;
  /** Only events that one of these may hear; everything when missing. */
  rooms?: readonly Room[];
  limit: number;
}

/** Events in order of their numbers. Fewer than `limit` means that there were no more when it was read. */
export async function readEvents(db: Database, { after, upTo, rooms, limit }: ReadEvents): Promise<LoggedEvent[]> {
  const below = upTo === undefined ? emptySql : sql`and seq <= ${upTo}`;
  const heard = rooms === undefined ? emptySql : sql`and rooms && ${[...rooms]}::text[]`;
  const query = sql`select seq, type, rooms, payload, at from event_log where seq > ${after} ${below} ${heard} order by seq limit ${limit}`;
  // Asked after every commit that tells anything. With rooms the best plan depends on who they are.
  const rows = await db.rows(rooms === undefined ? prepared(query) : query, Row);
  return rows.map(asLogged);
}

function asLogged(row: z.output<typeof Row>): LoggedEvent {
  const event = { seq: row.seq.toString(), type: row.type as EventType, at: row.at.toISOString(), payload: row.payload };
  return { seq: row.seq, rooms: row.rooms as Room[], event: event as RealtimeEvent };
}

/** What the log holds. Both are 0 while it is empty; purging keeps the newest event, so it stays empty only once. */
export interface LogSpan {
  oldest: bigint;
  newest: bigint;
}

export async function readLogSpan(db: Database): Promise<LogSpan> {
  const query = sql`select coalesce(min(seq), 0) as oldest, coalesce(max(seq), 0) as newest from event_log`;
  const [span] = await db.rows(query, z.object({ oldest: z.bigint(), newest: z.bigint() }));
  return span ?? { oldest: 0n, newest: 0n };
}

/** Layout and page are drawn side by side: the page's data may be this much older than `now`. */
const drawingMs = 2_000;

/**
 * From which number on a page that is being drawn wants to be told what happened: the newest one of a moment ago, so
 * that nothing falls between its data and its connection. Told twice is only fetched once more.
 */
export async function seqForPage(db: Database, now: Date): Promise<string> {
  const before = new Date(now.getTime() - drawingMs);
  const query = sql`select coalesce((select seq from event_log where at < ${before} order by seq desc limit 1), 0) as seq`;
  const [row] = await db.rows(query, z.object({ seq: z.bigint() }));
  return (row?.seq ?? 0n).toString();
}
