import type { Database } from "#lib/core/database";

export interface Sizes {
  users: number;
  /** Of each user: all but three consumed, then one cancelled, one active, one that waits. */
  itemsEach: number;
  billingEvents: number;
  auditRows: number;
  jobRuns: number;
}

const jobs = 12;

/**
 * An installation that has run for years, written by the set: users with their items in 12 series of three versions (the
 * first two series were sold at the beginning only), a month of daily roll-ups for each item, events, audit rows of 40
 * people, job runs. Every statement is spread over time and people, so that no filter finds its rows side by side.
 */
export async function fillConsole(db: Database, sizes: Sizes, say: (words: string) => void): Promise<void> {
  const { users, itemsEach, billingEvents, auditRows, jobRuns } = sizes;
  const steps: [what: string, script: string][] = [
    [
      `${users} users`,
      `insert into app_user (email, name, role, created_at, last_sign_in_at, disabled_at)
       select 'customer-' || n || '@' || (array['mail', 'post', 'brief', 'inbox'])[1 + n % 4] || '.example', 'Customer ' || n,
         case when n % 250 = 0 then 'admin' else 'user' end, now() - interval '3 years' + n * interval '2 hours', now() - n * interval '1 minute',
         case when n % 40 = 0 then now() - interval '1 day' end
       from generate_series(1, ${users}) n`,
    ],
    [
      "packages",
      `with series as (select n, gen_random_uuid() as id from generate_series(1, 12) n)
       insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group, created_at)
       select id, version, version = 3, 'Package ' || n || ' v' || version, 1e11::bigint, 2592000, 1, now() - interval '3 years' + version * interval '1 day'
       from series, generate_series(1, 3) version`,
    ],
    [
      `${users * itemsEach} queue items`,
      `with sold as (select id, row_number() over (order by name) - 1 as n from package),
       item as (
         select u.id as user_id, u.uid, k, row_number() over (order by k, md5(u.uid::text || k)) as place,
           case when k < ${itemsEach - 3} then 'consumed' when k = ${itemsEach - 3} then 'cancelled' when k = ${itemsEach - 2} then 'active' else 'in_queue' end as status
         from app_user u, generate_series(0, ${itemsEach} - 1) k)
       insert into package_queue (user_id, uid, package_id, by_order, status, consumed_by, created_at, activated_at, expires_at, ended_at, upload, download)
       select i.user_id, i.uid, s.id, 'order-' || i.place, i.status, case when i.status = 'consumed' then case when i.place % 3 = 0 then 'time' else 'traffic' end end,
         now() - interval '2 years' + i.place * interval '10 minutes',
         case when i.status in ('consumed', 'active') then now() - interval '20 days' end,
         case when i.status = 'consumed' then now() - interval '1 day' when i.status = 'active' then now() + interval '10 days' end,
         case when i.status in ('consumed', 'cancelled') then now() - interval '1 day' end, 1e9, 2e9
       from item i join sold s on s.n = case when i.k < 2 then (i.uid + i.k) % 6 else 6 + (i.uid * 7 + i.k) % 30 end order by i.place`,
    ],
    [
      `a month of roll-ups for each`,
      `insert into user_package_usage_daily (uid, bucket, node_client_id, package_queue_id, raw_upload, raw_download, billed_upload, billed_download)
       select q.uid, 20000 + d, 1 + q.uid % 20, q.id, 1e6, 2e6, 1e6, 2e6
       from generate_series(1, 30) d, package_queue q where q.status in ('consumed', 'active')`,
    ],
    [
      `${billingEvents} billing events`,
      `with item as (select row_number() over (order by q.position) as n, q.* from package_queue q where q.status in ('consumed', 'active'))
       insert into billing_event (route, type, user_id, payload, created_at, state, attempts, next_attempt_at, consumed_at, last_error)
       select 'telecom.user_usage_billing', case when e % 20 = 0 then 'PackageExpiringEvent' else 'UserUsageBillingEvent' end, i.user_id,
         jsonb_build_object('user', i.user_id, 'server_id', 1, 'billed_upload', '1000', 'billed_download', '2000', 'time', now(), 'package_queue_id', i.id),
         now() - (${billingEvents} - e) * interval '30 seconds', s.state, case s.state when 'dead' then 5 else 0 end, now(),
         case s.state when 'done' then now() end, case s.state when 'dead' then 'no such item' end
       from generate_series(1, ${billingEvents}) e join item i on i.n = 1 + e % 1000,
         lateral (select case when e % 500 = 0 then 'dead' when e > ${billingEvents} - 300 then 'queued' else 'done' end as state) s order by e`,
    ],
    [
      `${auditRows} audit rows`,
      `with people as (select id, email, row_number() over (order by uid) - 1 as n from app_user where role = 'admin'),
       subject as (select id, row_number() over (order by uid) - 1 as n from app_user)
       insert into audit_log (at, actor_kind, actor_id, actor_label, action, subject_kind, subject_id, diff, address)
       select now() - (${auditRows} - a) * interval '5 minutes', case when a % 10 = 0 then 'system' else 'user' end, case when a % 10 <> 0 then p.id end,
         case when a % 10 = 0 then 'system' else p.email end, (array['user.update', 'package-queue.enqueue', 'package-queue.cancel', 'node-server.update'])[1 + a % 4],
         (array['user', 'package-queue', 'package-queue', 'node-server'])[1 + a % 4], s.id::text, '{"name": ["old", "new"], "email": ["a@b.example", "c@d.example"]}', '192.0.2.1'
       from generate_series(1, ${auditRows}) a join people p on p.n = a % (select count(*) from people) join subject s on s.n = (a * 7919) % ${users} order by a`,
    ],
    [
      `${jobRuns} job runs`,
      `with job as (
         insert into job_definition (name, description, schedule, timeout_ms, start_within_ms, registered_at)
         select 'bench.job-' || n, 'A job', '{"everySeconds": 60}', 60000, 60000, now() from generate_series(1, ${jobs}) n returning name)
       insert into job_run (job, slot, due_at, started_at, finished_at, status, attempt, result, error)
       select 'bench.job-' || (1 + r % ${jobs}), 'slot-' || r, at, at + interval '1 second', at + interval '2 seconds',
         case when r % 100 = 0 then 'failed' else 'succeeded' end, 1, '{"done": 5}', case when r % 100 = 0 then 'it failed' end
       from generate_series(1, ${jobRuns}) r, lateral (select now() - (${jobRuns} - r) * interval '5 seconds' as at) t order by r`,
    ],
    [
      "300 API keys",
      `insert into api_key (prefix, secret_hash, name, permissions, created_at, revoked_at)
       select 'bench' || n, sha256(n::text::bytea), 'Key ' || n, array['usage:read'], now() - n * interval '1 hour', case when n % 3 = 0 then now() end
       from generate_series(1, 300) n`,
    ],
    ["statistics", "vacuum (analyze)"],
  ];
  for (const [what, script] of steps) {
    say(`writing ${what}`);
    await db.pool.query(script);
  }
}
