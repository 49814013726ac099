import { z } from "zod";
import { column } from "#lib/core/columns";
import { joinSql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { tiers } from "./tiers.ts";

/** One value of one series. */
export interface Point {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const Written = z.object({ count: column.count });

/**
 * Writes a slot's points and adds them to their 5 minutes and hours, in one statement. What a slot has already is left as
 * it is and not added again, so a run that is tried again changes nothing. Answers how many were new.
 */
export async function writePoints(tx: SqlTransaction, at: Date, points: readonly Point[]): Promise<number> {
  const [, middle, coarse] = tiers;
  await tx.execute(sql`
    insert into metric_series as s (name, labels, last_at, last_value)
    select p.name, p.labels, ${at}::timestamptz, p.value
    from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as p(name text, labels jsonb, value double precision)
    order by p.name, p.labels
    on conflict (name, labels) do update set last_at = excluded.last_at, last_value = excluded.last_value where s.last_at < excluded.last_at`);
  const rolledUp = [middle, coarse].map(
    ({ table, seconds }) => sql`
      insert into ${table} as r (series_id, at, points, total, low, high)
      select series_id, to_timestamp(floor(extract(epoch from at) / ${seconds}) * ${seconds}), 1, value, value, value from written
      on conflict (series_id, at) do update set points = r.points + 1, total = r.total + excluded.total,
        low = least(r.low, excluded.low), high = greatest(r.high, excluded.high)`,
  );
  const [result] = await tx.rows(
    sql`with written as (
      insert into metric_point (series_id, at, value)
      select s.id, ${at}::timestamptz, p.value
      from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as p(name text, labels jsonb, value double precision)
      join metric_series s on s.name = p.name and s.labels = p.labels
      on conflict (series_id, at) do nothing
      returning series_id, at, value),
    ${joinSql(rolledUp.map((query, index) => sql`${index === 0 ? sql`middle` : sql`coarse`} as (${query})`))}
    select count(*) as count from written`,
    Written,
  );
  return result?.count ?? 0;
}
