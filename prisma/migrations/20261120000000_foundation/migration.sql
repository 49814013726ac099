-- The foundation: accounts, audit, realtime, jobs, fleet, packages and the usage ledger.
-- Byte counts are bigint, instants timestamptz, roll-up buckets integers (see "roll-ups").

-- ── accounts ────────────────────────────────────────────────────────────────────────────────
create table app_user (
  id uuid primary key default gen_random_uuid(),
  uid integer generated always as identity unique,      -- what nodes know
  uuid uuid not null unique default gen_random_uuid(),  -- what nodes know; a credential of proxy protocols
  email text not null unique check (email = lower(email)),
  name text not null default '',
  role text not null check (role in ('admin', 'user')),
  password_hash text,
  totp_secret text,                                     -- sealed with the installation's secret
  totp_last_step bigint,                                -- a code works once: only steps after this one
  token_version integer not null default 1,             -- raised to sign out everywhere
  disabled_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now()
);

create table api_key (
  id uuid primary key default gen_random_uuid(),
  prefix text not null unique,
  secret_hash bytea not null,
  name text not null,
  permissions text[] not null,
  created_by uuid references app_user (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- a key that the operator chose has no prefix of ours and is found by its hash
create unique index api_key_secret on api_key (secret_hash);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'api_key', 'system', 'anonymous')),
  actor_id uuid,
  actor_label text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  diff jsonb not null,                                  -- { field: [before, after] }, secrets never
  address text,
  request_id text
);
create index audit_log_subject on audit_log (subject_kind, subject_id, id desc);
create index audit_log_actor on audit_log (actor_id, id desc);

-- rate-limiter-flexible's own layout
create table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create table secret_token (                             -- password links, set-up codes: single use, hashed
  token_hash bytea primary key,
  purpose text not null check (purpose in ('password')),
  user_id uuid not null references app_user (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- ── realtime ────────────────────────────────────────────────────────────────────────────────
-- seq is handed out under an advisory lock held to COMMIT, so numbers become visible in order.
create table event_log (
  seq bigint generated always as identity primary key,
  type text not null,
  rooms text[] not null,
  payload jsonb not null,
  at timestamptz not null
);
create index event_log_at on event_log (at);

-- ── jobs ────────────────────────────────────────────────────────────────────────────────────
create table job_run (
  id uuid primary key default gen_random_uuid(),
  job text not null,
  slot text,                                            -- null when a person asked for it
  due_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  status text not null check (status in ('queued', 'running', 'succeeded', 'failed')),
  attempt integer not null default 0,
  result jsonb,
  error text,
  requested_by text
);
create unique index job_run_slot on job_run (job, slot);
create index job_run_job on job_run (job, due_at desc);
create index job_run_due on job_run (due_at);
create index job_run_open on job_run (job) where status in ('queued', 'running');

-- What the job processes of the running version declare, for lists made by processes that run no jobs.
create table job_definition (
  name text primary key,
  description text not null,
  schedule jsonb not null,
  timeout_ms integer not null,
  start_within_ms bigint not null,                      -- how late a slot may start
  registered_at timestamptz not null
);

-- ── fleet ───────────────────────────────────────────────────────────────────────────────────
create table node_server (
  id integer generated always as identity primary key,
  name text not null,
  compatibility text not null check (compatibility in ('newv2b', 'ssp', 'native')),
  server_side_config jsonb not null default '{}',
  status text not null default 'offline' check (status in ('online', 'offline', 'maintenance')),
  status_reason text not null default 'never reported',
  status_changed_at timestamptz not null default now(),
  maintenance_until timestamptz,
  last_online_at timestamptz,
  last_push_at timestamptz,
  token_hash bytea not null unique,                     -- sha256 of the token
  created_at timestamptz not null default now()
);

create table node_client (
  id integer generated always as identity primary key,
  node_server_id integer not null references node_server (id) on delete cascade,
  name text not null,
  traffic_factor numeric(8, 3) not null check (traffic_factor > 0),
  display_order integer not null default 0,
  speed_limit integer not null default 0 check (speed_limit >= 0),  -- Mbit/s, 0 = none
  route_class text not null default '',
  available_groups integer[] not null default '{}',
  country char(2),
  location text not null default '',
  is_enabled boolean not null default true,
  is_default boolean not null default false,            -- receives traffic of protocols that know only the server
  created_at timestamptz not null default now()
);
create index node_client_server on node_client (node_server_id);
create unique index node_client_one_default on node_client (node_server_id) where is_default;

create table traffic_factor_history (
  id bigint generated always as identity primary key,
  node_client_id integer not null references node_client (id) on delete cascade,
  traffic_factor numeric(8, 3) not null,
  applies_from timestamptz not null,
  changed_by text not null
);
create index traffic_factor_history_client on traffic_factor_history (node_client_id, applies_from desc);

-- A row at every change (is_snapshot = false) and one on every hour (is_snapshot = true).
create table node_status_history (
  id bigint generated always as identity primary key,
  node_server_id integer not null references node_server (id) on delete cascade,
  status text not null check (status in ('online', 'offline', 'maintenance')),
  reason text not null,
  is_snapshot boolean not null default false,
  created_at timestamptz not null
);
create index node_status_history_server on node_status_history (node_server_id, created_at desc);
create index node_status_history_at on node_status_history (created_at);
create index node_status_history_changes on node_status_history (created_at desc) where not is_snapshot;
create unique index node_status_history_one_snapshot on node_status_history (node_server_id, created_at) where is_snapshot;

-- Stretches in which nobody of ours looked at the fleet: what nodes were then is unknown.
create table fleet_gap (
  from_at timestamptz primary key,
  to_at timestamptz not null check (to_at > from_at)
);

-- Each row vouches for its status until the next row of its hour or that hour's end, except for our own gaps; an hour
-- without rows is unknown and absent. The running hour is counted up to the refresh.
create materialized view node_status_hourly_mv as
with spans as (
  select node_server_id, status, is_snapshot, created_at,
    date_trunc('hour', created_at, 'UTC') as bucket_start,
    least(
      coalesce(
        lead(created_at) over (partition by node_server_id, date_trunc('hour', created_at, 'UTC') order by created_at, id),
        date_trunc('hour', created_at, 'UTC') + interval '1 hour'),
      greatest(now(), created_at)) as ended_at
  from node_status_history
),
known as (
  select node_server_id, status, is_snapshot, bucket_start,
    extract(epoch from ended_at - created_at) - coalesce((
      select sum(extract(epoch from least(g.to_at, s.ended_at) - greatest(g.from_at, s.created_at)))
      from fleet_gap g where g.from_at < s.ended_at and g.to_at > s.created_at), 0) as known_s
  from spans s
)
select node_server_id, bucket_start,
  min(status) filter (where is_snapshot) as snapshot_status,
  coalesce(sum(known_s) filter (where status = 'online'), 0)::double precision as online_s,
  coalesce(sum(known_s) filter (where status = 'offline'), 0)::double precision as offline_s,
  coalesce(sum(known_s) filter (where status = 'maintenance'), 0)::double precision as maintenance_s
from known
group by node_server_id, bucket_start
with data;
create unique index node_status_hourly_mv_key on node_status_hourly_mv (node_server_id, bucket_start);
create index node_status_hourly_mv_bucket on node_status_hourly_mv (bucket_start);

-- When we ourselves were able to listen: after a gap of ours nobody is called offline for one time-out.
create table fleet_watch (
  id boolean primary key default true check (id),
  watched_at timestamptz not null,
  listening_since timestamptz not null
);

create table node_sample (                              -- the nodes' own load: percent and bytes
  node_server_id integer not null references node_server (id) on delete cascade,
  at timestamptz not null,
  cpu_percent real,
  memory_used bigint, memory_total bigint,
  swap_used bigint, swap_total bigint,
  disk_used bigint, disk_total bigint,
  uptime_s bigint,
  primary key (node_server_id, at)
);
create index node_sample_at on node_sample (at);

create table node_online_user (
  node_server_id integer not null references node_server (id) on delete cascade,
  uid integer not null,
  addresses text[] not null,
  seen_at timestamptz not null,
  primary key (node_server_id, uid)
);
create index node_online_user_uid on node_online_user (uid);

create table node_detect_log (
  id bigint generated always as identity primary key,
  node_server_id integer not null references node_server (id) on delete cascade,
  uid integer not null,
  rule_id integer not null,
  at timestamptz not null
);
create index node_detect_log_at on node_detect_log (at);

-- ── packages ────────────────────────────────────────────────────────────────────────────────
create table package (
  id uuid primary key default gen_random_uuid(),
  series uuid not null,
  version integer not null,
  is_master boolean not null,
  name text not null,
  traffic_limit bigint not null check (traffic_limit >= 0),      -- billed bytes
  expire_duration_s bigint not null check (expire_duration_s > 0),
  available_group integer not null,
  max_client_number integer not null default 0,                  -- devices, 0 = no limit
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  unique (series, version)
);
create unique index package_one_master on package (series) where is_master;

create table package_queue (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references app_user (id) on delete restrict,
  uid integer not null references app_user (uid) on delete restrict,
  package_id uuid not null references package (id) on delete restrict,
  by_order text unique,
  status text not null check (status in ('in_queue', 'active', 'consumed', 'cancelled')),
  consumed_by text check (consumed_by in ('traffic', 'time')),
  position bigint generated by default as identity,              -- order within the queue
  created_at timestamptz not null,
  activated_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  upload numeric(30, 0) not null default 0,                      -- billed bytes, applied by billing
  download numeric(30, 0) not null default 0,
  adjust_quota bigint not null default 0
);
create unique index package_queue_one_active on package_queue (user_id) where status = 'active';
create index package_queue_user on package_queue (user_id, position);
create index package_queue_uid_activated on package_queue (uid, activated_at desc) where activated_at is not null;
create index package_queue_package on package_queue (package_id);

-- ── the ledger ──────────────────────────────────────────────────────────────────────────────
create table usage_report (
  id uuid not null,
  node_server_id integer not null,
  protocol text not null check (protocol in ('uniproxy', 'mod_mu', 'native')),
  received_at timestamptz not null,
  batch_key text,                                                -- the native batch id
  body_hash bytea not null,
  duplicate_of uuid,
  line_count integer not null,
  rejected jsonb not null default '[]',                          -- [{ index, code, detail }], capped
  rejected_count integer not null default 0,
  primary key (received_at, id)
) partition by range (received_at);
create index usage_report_retry on usage_report (node_server_id, body_hash, received_at desc) where duplicate_of is null;
create index usage_report_server on usage_report (node_server_id, received_at desc);

create table usage_batch (                                       -- native idempotency, kept 7 days
  node_server_id integer not null references node_server (id) on delete cascade,
  batch_id uuid not null,
  body_hash bytea not null,
  report_id uuid not null,
  answer jsonb not null,
  received_at timestamptz not null,
  primary key (node_server_id, batch_id)
);
create index usage_batch_received on usage_batch (received_at);

create table usage_counter (                                     -- native cumulative counters
  node_server_id integer not null references node_server (id) on delete cascade,
  uid integer not null,
  node_client_id integer not null,
  boot_id text not null,
  upload bigint not null,
  download bigint not null,
  primary key (node_server_id, uid, node_client_id)
);

create table usage_refusal (                                     -- whole reports we refused, for the admin's eyes
  id bigint generated always as identity primary key,
  node_server_id integer not null references node_server (id) on delete cascade,
  at timestamptz not null,
  code text not null,
  detail text not null
);
create index usage_refusal_server on usage_refusal (node_server_id, at desc);

create table usage_line (
  at timestamptz not null,
  report_id uuid not null,
  line_no integer not null,
  uid integer not null,
  node_client_id integer not null,
  raw_upload bigint not null,
  raw_download bigint not null,
  traffic_factor numeric(8, 3) not null,
  billed_upload bigint not null,
  billed_download bigint not null,
  package_queue_id uuid,
  billed_at timestamptz
) partition by range (at);
create index usage_line_user on usage_line (uid, at, report_id, line_no);  -- read backwards: the newest first
create index usage_line_unbilled on usage_line (at) where billed_at is null;

-- ── roll-ups: written in the transaction of the lines ───────────────────────────────────────
-- bucket is an integer: quarters, hours or days since 1970-01-01T00:00Z (epoch seconds / 900, / 3600, / 86400).
create table user_package_usage (
  uid integer not null,
  bucket integer not null,
  node_client_id integer not null,
  package_queue_id uuid,
  raw_upload numeric(30, 0) not null, raw_download numeric(30, 0) not null,       -- sums may pass 2^63
  billed_upload numeric(30, 0) not null, billed_download numeric(30, 0) not null
) partition by range (bucket);
create unique index user_package_usage_key on user_package_usage (uid, bucket, node_client_id, package_queue_id) nulls not distinct;

create table user_package_usage_hourly (like user_package_usage) partition by range (bucket);
create unique index user_package_usage_hourly_key on user_package_usage_hourly (uid, bucket, node_client_id, package_queue_id) nulls not distinct;
-- for the fleet's top users: rows arrive in the order of time
create index user_package_usage_hourly_bucket on user_package_usage_hourly using brin (bucket) with (pages_per_range = 32);

create table user_package_usage_daily (like user_package_usage);
alter table user_package_usage_daily set (fillfactor = 80);
create unique index user_package_usage_daily_key on user_package_usage_daily (uid, bucket, node_client_id, package_queue_id) nulls not distinct;
create index user_package_usage_daily_bucket on user_package_usage_daily (bucket);
create index user_package_usage_daily_package on user_package_usage_daily (package_queue_id) where package_queue_id is not null;

-- The fleet's own roll-up, so that overviews never scan users: 15-minute buckets per node client.
create table node_client_usage (
  node_client_id integer not null,
  bucket integer not null,
  raw_upload numeric(30, 0) not null, raw_download numeric(30, 0) not null,
  billed_upload numeric(30, 0) not null, billed_download numeric(30, 0) not null,
  primary key (node_client_id, bucket)
);
create index node_client_usage_bucket on node_client_usage (bucket);

-- ── partitions ──────────────────────────────────────────────────────────────────────────────
-- Creates the missing partitions of one parent that cover [from_at, to_at]; returns how many it made.
-- part_unit: 'day' | 'month'; seconds_per_bucket: null for timestamptz keys, else the integer key's width.
create function ensure_partitions(parent text, part_unit text, seconds_per_bucket integer, from_at timestamptz, to_at timestamptz)
returns integer language plpgsql as $$
declare
  made integer := 0;
  part_from timestamptz := date_trunc(part_unit, from_at, 'UTC');
  part_to timestamptz;
  part_name text;
begin
  perform pg_advisory_xact_lock(1886545268);            -- "part": two who find one missing must not both make it
  while part_from <= to_at loop
    part_to := (part_from at time zone 'UTC' + ('1 ' || part_unit)::interval) at time zone 'UTC';
    part_name := parent || '_p' || to_char(part_from at time zone 'UTC', case part_unit when 'day' then 'YYYYMMDD' else 'YYYYMM' end);
    if to_regclass(part_name) is null then
      if seconds_per_bucket is null then
        execute format('create table if not exists %I partition of %I for values from (%L) to (%L)', part_name, parent, part_from, part_to);
      else
        execute format('create table if not exists %I partition of %I for values from (%s) to (%s) with (fillfactor = 80)', part_name, parent,
          (extract(epoch from part_from) / seconds_per_bucket)::bigint, (extract(epoch from part_to) / seconds_per_bucket)::bigint);
      end if;
      made := made + 1;
    end if;
    part_from := part_to;
  end loop;
  return made;
end $$;

-- Drops the partitions of one parent that end at or before before_at; returns how many. Names are those of
-- ensure_partitions. The caller sets lock_timeout: a drop that waits behind a reader holds up everybody else.
create function drop_partitions(parent text, part_unit text, before_at timestamptz)
returns integer language plpgsql as $$
declare
  dropped integer := 0;
  part_name text;
begin
  for part_name in
    select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = to_regclass(parent) and child.relname ~ ('^' || parent || '_p[0-9]{6,8}$')
      and (to_date(substring(child.relname from '[0-9]+$'), case part_unit when 'day' then 'YYYYMMDD' else 'YYYYMM' end) + ('1 ' || part_unit)::interval)
        at time zone 'UTC' <= before_at
    order by 1
  loop
    execute format('drop table %I', part_name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

select ensure_partitions('usage_report', 'day', null, now() - interval '36 days', now() + interval '3 days'),
  ensure_partitions('usage_line', 'day', null, now() - interval '36 days', now() + interval '3 days'),
  ensure_partitions('user_package_usage', 'month', 900, now() - interval '36 days', now() + interval '40 days'),
  ensure_partitions('user_package_usage_hourly', 'month', 3600, now() - interval '36 days', now() + interval '40 days');
