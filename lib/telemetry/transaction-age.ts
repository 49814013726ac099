import { type Sql, sql } from "#lib/core/sql";

/**
 * Transactions are numbered with 64 bits, rows keep the lower 32 of the number that wrote them (`xmin`). Among rows that are not
 * two thousand million transactions apart, the shorter way around the circle says who came first.
 */
const circle = 2 ** 32;
const half = 2 ** 31;

/** Whether a row of `xmin` was written by the transaction `horizon` or a later one. */
export function isSince(xmin: number, horizon: bigint): boolean {
  const distance = (xmin - Number(horizon % BigInt(circle)) + circle) % circle;
  return distance < half;
}

/** The same in SQL; both are bigint, `horizon` with all of its bits. */
export function isSinceSql(xmin: Sql, horizon: Sql): Sql {
  return sql`((${xmin}) - (${horizon}) % 4294967296 + 4294967296) % 4294967296 < 2147483648`;
}
