import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import { exactInstant } from "../internal/exact-instant.ts";

/** Whose messages of which type somebody follows. */
export interface Followed {
  peerId: string;
  msg: string;
}

const Row = z.object({
  id: column.bytes.transform(String),
  peer_id: z.string(),
  msg: z.string(),
  created_at: z.string(),
  logs: z.string(),
  xmin: z.number(),
});

/** A message as it is told. */
export interface Arrival extends Followed {
  id: string;
  /** ISO, to the microsecond. */
  createdAt: string;
  /** The frame as it came. */
  logs: string;
  /** The lower 32 bits of the number of the transaction that wrote it, or that gave it to its peer. */
  xmin: number;
}

/** Of a row called `l`. */
export const arrivalColumns: Sql = sql`l.id, l.peer_id, l.msg, ${exactInstant(sql`l.created_at`)} as created_at, l.logs::text as logs,
  (l.xmin::text)::bigint::double precision as xmin`;

/** Rows of a statement that tells its snapshot's horizon in every row, and in one without a message when there is none. */
export const LookRow = z.union([
  Row.extend({ horizon: column.bytes }),
  z.object({ horizon: column.bytes, id: z.null() }).transform(({ horizon }) => ({ horizon, id: null })),
]);

/** What was found, and the oldest transaction that was not over yet: what it and later ones write was not seen. */
export interface Look {
  arrivals: Arrival[];
  horizon: bigint;
}

/** The oldest transaction that is not over in the eyes of this statement. */
export const horizonNow: Sql = sql`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

export function lookOf(rows: readonly z.output<typeof LookRow>[]): Look {
  const arrivals = rows.flatMap((row) => (row.id === null ? [] : [arrivalOf(row)]));
  return { arrivals, horizon: rows[0]?.horizon ?? 0n };
}

export const ArrivalRow = Row;

export function arrivalOf({ id, peer_id: peerId, msg, created_at: createdAt, logs, xmin }: z.output<typeof Row>): Arrival {
  return { id, peerId, msg, createdAt, logs, xmin };
}
