import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { fillLedger } from "../../bench/query/fill-ledger.ts";

export interface Filling {
  users: number;
  lines: number;
  /** Queue items, audit rows and events, each. */
  rows: number;
}

const days = 10;

/** Fills what the first migration made, by plain SQL: today's operations may know columns that are not there yet. */
export async function fill(db: Database, { users, lines, rows }: Filling, say: (words: string) => void): Promise<void> {
  const run = (query: { text: string; values: unknown[] }) => db.pool.query(query.text, query.values);
  await run(sql`
    select ensure_partitions(parent, unit, width, now() - interval '11 days', now() + interval '2 days') from (values
      ('usage_report', 'day', null), ('usage_line', 'day', null),
      ('user_package_usage', 'month', 900), ('user_package_usage_hourly', 'month', 3600)) p(parent, unit, width)`);
  const fleet = await makeLedgerFleet(db, [["1.5"], ["0.8"]], users);
  const nodeClientIds = fleet.servers.flatMap(({ clients }) => clients.map(({ id }) => id));
  await fillLedger(db, { uids: fleet.users.map(({ uid }) => uid), nodeClientIds, days }, lines, say);
  await run(sql`
    with bought as (
      insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group)
      select gen_random_uuid(), 1, true, 'package ' || n, 1e12::bigint, 2592000, 1 from generate_series(1, 10) n returning id)
    insert into package_queue (user_id, uid, package_id, status, created_at, activated_at, ended_at)
    select u.id, u.uid, (array(select id from bought))[1 + n % 10],
      (array['in_queue', 'consumed', 'cancelled'])[1 + n % 3], now() - n * interval '1 minute', now(), now()
    from generate_series(1, ${rows}::int) n
    join (select id, uid, row_number() over (order by uid) as number from app_user) u on u.number = 1 + n % ${users}::int`);
  await run(sql`
    insert into audit_log (at, actor_kind, actor_label, action, subject_kind, subject_id, diff)
    select now() - n * interval '1 minute', 'system', 'fill', 'user.update', 'user', n::text, '{"name": ["a", "b"]}' from generate_series(1, ${rows}::int) n`);
  await run(sql`
    insert into event_log (type, rooms, payload, at)
    select 'user:changed', '{permission:users:read}', '{}', now() - n * interval '1 second' from generate_series(1, ${rows}::int) n`);
  await db.pool.query("analyze");
}
