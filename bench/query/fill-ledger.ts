import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

export interface Filling {
  uids: readonly number[];
  nodeClientIds: readonly number[];
  /** Whole days back from now, today included. */
  days: number;
}

/**
 * Adds about `count` lines, spread evenly over users and days, by the set: a row a line, and every roll-up from exactly
 * these lines, day by day in one transaction each. A user uses one node client an hour.
 */
export async function fillLedger(
  db: Database,
  { uids, nodeClientIds, days }: Filling,
  count: number,
  say: (words: string) => void,
): Promise<void> {
  const perUserAndDay = Math.round(count / days / uids.length);
  const startedAt = performance.now();
  for (let day = 0; day < days; day++) {
    const insert = sql`
      with line as materialized (
        select (d.midnight + (n + random()) * interval '1 day' / ${perUserAndDay}::int)::timestamptz as at, uid, n,
          (1000 + random() * 5e6)::bigint as up, (1000 + random() * 9e7)::bigint as down
        from unnest(${uids}::int[]) uid, generate_series(0, ${perUserAndDay}::int - 1) n,
          (select date_trunc('day', now(), 'UTC') - make_interval(days => ${day}::int) as midnight) d
      ), kept as materialized (
        select at, uid, n, up, down, floor(extract(epoch from at) / 900)::int as quarter,
          (${nodeClientIds}::int[])[1 + (uid + floor(extract(epoch from at) / 3600)::int) % ${nodeClientIds.length}::int] as node_client_id
        from line where at <= now()
      ), written as (
        insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download, billed_at)
        select at, gen_random_uuid(), n, uid, node_client_id, up, down, 1.5, round(up * 1.5), round(down * 1.5), now() from kept
      ), quarter as materialized (
        select uid, quarter as bucket, node_client_id, sum(up) as ru, sum(down) as rd, sum(round(up * 1.5)) as bu, sum(round(down * 1.5)) as bd
        from kept group by 1, 2, 3
      ), quarters as (
        insert into user_package_usage as t select uid, bucket, node_client_id, null, ru, rd, bu, bd from quarter
        on conflict (uid, bucket, node_client_id, package_queue_id) do update set raw_upload = t.raw_upload + excluded.raw_upload,
          raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
      ), hours as (
        insert into user_package_usage_hourly as t select uid, bucket / 4, node_client_id, null, sum(ru), sum(rd), sum(bu), sum(bd) from quarter group by 1, 2, 3
        on conflict (uid, bucket, node_client_id, package_queue_id) do update set raw_upload = t.raw_upload + excluded.raw_upload,
          raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
      ), days as (
        insert into user_package_usage_daily as t select uid, bucket / 96, node_client_id, null, sum(ru), sum(rd), sum(bu), sum(bd) from quarter group by 1, 2, 3
        on conflict (uid, bucket, node_client_id, package_queue_id) do update set raw_upload = t.raw_upload + excluded.raw_upload,
          raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
      )
      insert into node_client_usage as t select node_client_id, bucket, sum(ru), sum(rd), sum(bu), sum(bd) from quarter group by 1, 2
      on conflict (node_client_id, bucket) do update set raw_upload = t.raw_upload + excluded.raw_upload,
        raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download`;
    await db.pool.query(insert.text, insert.values as unknown[]);
    if (day % 7 === 6) say(`${day + 1} of ${days} days written (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  }
  await db.pool.query(
    "vacuum (analyze) usage_line, user_package_usage, user_package_usage_hourly, user_package_usage_daily, node_client_usage",
  );
}

/** What the ledger and its roll-ups say in sum: five numbers that must be one. */
export async function rawTotals(db: Database): Promise<string[]> {
  const total = (table: string) => `(select sum(raw_upload + raw_download) from ${table})::text`;
  const tables = ["usage_line", "user_package_usage", "user_package_usage_hourly", "user_package_usage_daily", "node_client_usage"];
  const { rows } = await db.pool.query<{ totals: string[] }>(`select array[${tables.map(total).join(", ")}] as totals`);
  return rows[0]?.totals ?? [];
}
