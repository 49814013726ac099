-- Alerting: rules are data, an alert is one condition of one resource over time, and its timeline.

create table rule (
  id uuid primary key default gen_random_uuid(),
  -- Of a rule that came with the product, so that it is made once; null for people's own.
  default_key text unique,
  name text not null,
  kind text not null,
  params jsonb not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  for_seconds integer not null check (for_seconds >= 0),
  clear_seconds integer not null check (clear_seconds >= 0),
  reopen_seconds integer not null check (reopen_seconds >= 0),
  no_data text not null check (no_data in ('stale', 'firing', 'ok')),
  runbook text not null default '',
  is_enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Of the last evaluation: null while it has never been evaluated.
  evaluated_at timestamptz,
  duration_ms double precision,
  error text,
  resource_count integer not null default 0,
  stale_count integer not null default 0
);

-- One row per slot that was evaluated: the second process that comes finds it and leaves.
create table rule_evaluation (
  slot timestamptz primary key,
  rule_count integer not null,
  failed_count integer not null,
  duration_ms double precision not null
);

create table alert (
  id uuid primary key default gen_random_uuid(),
  -- Rule and resource, or what an outside sender calls it.
  fingerprint text not null,
  rule_id uuid references rule (id) on delete set null,
  status text not null check (status in ('pending', 'firing', 'resolved')),
  severity text not null check (severity in ('info', 'warning', 'critical')),
  source text not null,
  title text not null,
  message text not null,
  resource_type text not null default '',
  resource_id text not null default '',
  labels jsonb not null default '{}',
  value double precision,
  started_at timestamptz not null,
  fired_at timestamptz,
  resolved_at timestamptz,
  is_held_open boolean not null default false,
  clear_since timestamptz,
  stale_since timestamptz,
  last_seen_at timestamptz not null,
  occurrences integer not null default 1,
  reopen_count integer not null default 0,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_until timestamptz,
  acknowledge_note text,
  assigned_to uuid references app_user (id) on delete set null,
  -- Why nobody is told just now, as the last evaluation decided; the alert itself stays what it is.
  muted_by text check (muted_by in ('silence', 'maintenance', 'inhibition')),
  muted_id uuid,
  muted_reason text,
  muted_until timestamptz,
  -- An alert from outside is over when its sender says so, or at this instant.
  ends_at timestamptz,
  -- Words to find it by; not the message, whose figures change with every evaluation.
  search tsvector not null generated always as (to_tsvector('simple', title || ' ' || resource_type || ' ' || resource_id || ' ' || source)) stored,
  check ((status = 'resolved') = (resolved_at is not null)),
  check (status = 'pending' or fired_at is not null)
);
-- One open alert per fingerprint, whatever happens above the database.
create unique index alert_one_open on alert (fingerprint) where status <> 'resolved';
create index alert_ended on alert (resolved_at) where status = 'resolved';
create index alert_held_open on alert (rule_id) where is_held_open;
create index alert_listed on alert (fired_at desc, id desc) where status <> 'pending';
create index alert_search on alert using gin (search);
create index alert_firing on alert (fired_at desc, id desc) where status = 'firing';
create index alert_open on alert (rule_id) where status <> 'resolved';
create index alert_resource on alert (resource_type, resource_id, fired_at desc) where status <> 'pending';

-- The timeline. Never changed, only added to.
create table alert_event (
  id bigint generated always as identity primary key,
  alert_id uuid not null references alert (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  -- Who did it; null for the rule engine.
  actor text,
  detail text not null default '',
  value double precision
);
create index alert_event_alert on alert_event (alert_id, id);

create table silence (
  id uuid primary key default gen_random_uuid(),
  matchers jsonb not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  comment text not null,
  created_by text not null,
  created_at timestamptz not null,
  -- Ended before its time by somebody; `to_at` is then when.
  ended_by text,
  -- When its end was announced ahead.
  reminded_at timestamptz,
  check (from_at < to_at)
);
create index silence_until on silence (to_at);

create table maintenance_window (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  matchers jsonb not null,
  schedule jsonb not null,
  is_enabled boolean not null default true,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Which of the product's own rules this installation has been given; one that somebody deleted stays away.
create table default_rule (
  key text primary key,
  made_at timestamptz not null
);
