-- Billing: events between the ledger and the packages, and the warnings that were given.

create table billing_event (
  id uuid primary key default gen_random_uuid(),
  -- Handed out under an advisory lock held to COMMIT: numbers become visible in order, so `?after=` misses none.
  seq bigint generated always as identity unique,
  route text not null,
  type text not null check (type in ('UserUsageBillingEvent', 'PackageExpiringEvent')),
  user_id uuid not null references app_user (id) on delete restrict,
  payload jsonb not null,
  created_at timestamptz not null,
  state text not null check (state in ('queued', 'done', 'dead')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  consumed_at timestamptz
);
create index billing_event_queued on billing_event (user_id, seq) where state = 'queued';
create index billing_event_not_done on billing_event (seq) where state <> 'done';
create index billing_event_expiring on billing_event (seq) where type = 'PackageExpiringEvent';
create index billing_event_done on billing_event using brin (created_at) where state = 'done';    -- for the purge

create table package_warning (
  package_queue_id uuid not null references package_queue (id) on delete cascade,
  kind text not null check (kind in ('used_80', 'used_95', 'expires_7d', 'expires_1d')),
  warned_at timestamptz not null,
  primary key (package_queue_id, kind)
);

create index package_queue_expiry on package_queue (expires_at) where status = 'active';
