import { type Sql, sql } from "#lib/core/sql";

/** An instant to the microsecond as ISO text: a JavaScript date would cut it to milliseconds. */
export function exactInstant(at: Sql): Sql {
  return sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
