import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { emptySql, joinSql, type Sql, sql } from "#lib/core/sql";
import { dayEnd, dayStart } from "#lib/telemetry/arrival-day";
import { type Micros, microsText, readMicros } from "#lib/telemetry/micros";
import { type LogWindow, planLogWindow } from "#lib/telemetry/plan-log-window";
import type { ReadRange } from "#lib/telemetry/read-range";
import { exactInstant } from "./exact-instant.ts";
import { readLogSpans } from "./log-spans.ts";
import { messageFields } from "./message-fields.ts";

export interface LogQuery {
  peerId: string;
  msg?: string | undefined;
  target?: string | undefined;
  range: ReadRange;
  /** Only what comes after it, newest first. */
  after?: LogPlace | undefined;
}

/** Of a message among its peer's: when it was sent, ISO to the microsecond, and its id. */
export type LogPlace = readonly [createdAt: string, id: string];

const Row = z.object({
  id: column.bytes.transform(String),
  peer_id: z.string(),
  msg: z.string(),
  created_at: z.string(),
  received_at: z.string(),
  audit: z.boolean(),
  ip_addr: z.string(),
  logs: z.string(),
});
/** `logs` is JSON text as the node wrote it: numbers beyond 2^53 stay what they are. */
export type LogRow = z.output<typeof Row>;

/** A window that held less than was hoped for is followed by one so many times as long. */
const stretchBy = 8;

/**
 * A peer's messages, newest first by its own clock, in pages of at most `sizeOf()`. Only partitions and index entries in which
 * they lie are touched (docs/decisions/telemetry-reading). `whole`: the frame as it came, else the message's own fields.
 */
export async function* readLogs(
  db: Database,
  query: LogQuery,
  { sizeOf, whole }: { sizeOf: () => number; whole: boolean },
): AsyncGenerator<LogRow[], void, undefined> {
  const spans = await readLogSpans(db, query.peerId, query.msg, query.range);
  const { from } = query.range;
  let after = query.after;
  let to = after ? earlier(query.range.to, (readMicros(after[0]) ?? 0n) + 1n) : query.range.to;
  let stretch = 1;
  for (;;) {
    const wanted = sizeOf();
    const window = planLogWindow(spans, { from, to }, wanted, stretch);
    if (!window) return;
    const rows = await readWindow(db, { ...query, after }, window, wanted, whole);
    const last = rows.at(-1);
    if (rows.length > 0) yield rows;
    if (last) after = [last.created_at, last.id];
    if (rows.length === wanted) {
      // There may be more in this window.
      to = last ? earlier(window.to, (readMicros(last.created_at) ?? 0n) + 1n) : window.to;
      stretch = 1;
    } else {
      to = window.from;
      stretch = rows.length * 2 < wanted ? stretch * stretchBy : stretch;
    }
  }
}

async function readWindow(db: Database, query: LogQuery, window: LogWindow, limit: number, whole: boolean): Promise<LogRow[]> {
  const { after } = query;
  const content = whole ? sql`l.logs` : messageFields;
  return db.rows(
    sql`select l.id, l.peer_id, l.msg, ${exactInstant(sql`l.created_at`)} as created_at, ${exactInstant(sql`l.received_at`)} as received_at, l.audit,
      coalesce(c.ip_addr, '') as ip_addr, (${content})::text as logs
    from (
      select l.* from ${byType(
        query,
        window,
        sql`
        and l.created_at >= ${microsText(window.from)}::timestamptz and l.created_at < ${microsText(window.to)}::timestamptz
        and l.received_at >= ${dayStart(window.firstDay)}::timestamptz and l.received_at < ${dayEnd(window.lastDay)}::timestamptz
        and l.audit in (${joinSql([...window.audits])})
        ${after ? sql`and (l.created_at, l.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : emptySql}
        ${query.target === undefined ? emptySql : sql`and (${messageFields}) ->> 'target' = ${query.target}`}
        order by l.created_at desc, l.id desc limit ${limit}`,
      )}
      order by l.created_at desc, l.id desc limit ${limit}) l
    left join peer_connections c on c.id = l.peer_connection_id
    order by l.created_at desc, l.id desc`,
    Row,
  );
}

/** One walk of the index for each type, newest first; where not all types are known, one over all entries of the peer. */
function byType({ peerId, msg }: LogQuery, { msgs }: LogWindow, rest: Sql): Sql {
  if (msg !== undefined) return sql`(select l.* from substrate_logs l where l.peer_id = ${peerId} and l.msg = ${msg} ${rest}) l`;
  if (msgs === undefined) return sql`(select l.* from substrate_logs l where l.peer_id = ${peerId} ${rest}) l`;
  return sql`unnest(${[...msgs]}::text[]) t(msg), lateral (select l.* from substrate_logs l where l.peer_id = ${peerId} and l.msg = t.msg ${rest}) l`;
}

function earlier(a: Micros, b: Micros): Micros {
  return a < b ? a : b;
}
