import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { dayEnd, dayStart } from "#lib/telemetry/arrival-day";
import { type Micros, microsText } from "#lib/telemetry/micros";
import { nextPageSize } from "#lib/telemetry/next-page-size";
import { readLogSpans } from "../internal/log-spans.ts";
import { type Arrival, ArrivalRow, arrivalColumns, arrivalOf, type Followed } from "./arrival.ts";

/** Whoever follows waits for its reader between pages, and messages may be half a megabyte each. */
const firstRows = 10;
/** Beyond every instant that a message can have. */
const endOfTime: Micros = 253_402_300_800_000_000n;

/** The place after everything of that instant. */
export function afterInstant(micros: Micros): StoredPlace {
  return { createdAt: microsText(micros), id: String(2n ** 63n - 1n) };
}

/** Of a message among its peer's and type's: by the node's clock, then by id. */
export interface StoredPlace {
  createdAt: string;
  id: string;
}

/**
 * What is stored of a peer and type after a place, in the order of the node's clock, in pages of about a megabyte. Each page is
 * as things are when it is read.
 */
export async function* readStored(db: Database, followed: Followed, after: StoredPlace): AsyncGenerator<Arrival[], void, undefined> {
  const from = BigInt(Date.parse(after.createdAt)) * 1_000n;
  const spans = await readLogSpans(db, followed.peerId, followed.msg, { from, to: endOfTime });
  const days = spans.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return;
  const read = { rows: 0, bytes: 0 };
  for (let place = after; ; ) {
    const size = nextPageSize(Number.POSITIVE_INFINITY, read, firstRows);
    const rows = await db.rows(
      sql`select ${arrivalColumns} from substrate_logs l where l.peer_id = ${followed.peerId} and l.msg = ${followed.msg}
        and l.received_at >= ${dayStart(first)}::timestamptz and l.received_at < ${dayEnd(last)}::timestamptz
        and (l.created_at, l.id) > (${place.createdAt}::timestamptz, ${place.id}::bigint)
      order by l.created_at, l.id limit ${size}`,
      ArrivalRow,
    );
    const page = rows.map(arrivalOf);
    const end = page.at(-1);
    if (end) yield page;
    if (page.length < size || !end) return;
    read.rows += page.length;
    for (const { logs } of page) read.bytes += logs.length;
    place = end;
  }
}
