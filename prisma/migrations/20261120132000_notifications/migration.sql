-- What leaves this installation: webhooks and mail. A delivery is written in the transaction that causes it and sent by the
-- job `notifications.deliver`.

-- Something that is sent to: a webhook endpoint, or the mail server. What is limited, paused and healthy together.
create table notification_target (
  id uuid primary key default gen_random_uuid(),
  kind text not null,                                   -- a channel of lib/notifications/channels
  description text not null default '',
  config jsonb not null default '{}',                   -- what the channel needs; a webhook: { url }
  event_types text[] not null default '{}',
  secret text,                                          -- sealed
  previous_secret text,                                 -- sealed; signs too until the instant below
  previous_secret_until timestamptz,
  is_enabled boolean not null default true,             -- false: by a person, and no new deliveries
  paused_at timestamptz,                                -- by itself after long failure; deliveries wait
  paused_reason text,
  failures integer not null default 0,                  -- in a row
  failing_since timestamptz,
  not_before timestamptz,                               -- after failures in a row: the next attempt of any delivery
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error text,
  created_at timestamptz not null
);
create index notification_target_list on notification_target (kind, created_at, id);
create unique index notification_target_mail on notification_target (kind) where kind = 'email';   -- there is one mail server

create table delivery (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  target_id uuid not null references notification_target (id) on delete cascade,
  message_id uuid not null,                             -- what the receiver knows it by, the same in every attempt
  topic text not null,
  recipient text,                                       -- of mail
  payload jsonb not null,
  created_at timestamptz not null,
  state text not null check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null default 0,
  max_attempts integer not null,
  next_attempt_at timestamptz not null,                 -- of a claimed one: when the claim ends
  claim uuid,                                           -- of the sender that is trying it now
  last_error text,
  ended_at timestamptz,
  unique (target_id, message_id)
);
create index delivery_list on delivery (target_id, seq);
create index delivery_due on delivery (target_id, next_attempt_at, seq) where state = 'waiting';
create index delivery_claimed on delivery (target_id, next_attempt_at) where claim is not null;
create index delivery_dead on delivery (target_id, seq) where state = 'dead';
create index delivery_message on delivery (message_id);
create index delivery_ended on delivery using brin (ended_at) where state <> 'waiting';            -- for the purge

-- One row per try, written before it: one without an outcome was interrupted, or is under way.
create table delivery_attempt (
  delivery_id uuid not null references delivery (id) on delete cascade,
  number integer not null,
  started_at timestamptz not null,
  duration_ms integer,
  is_success boolean,
  status_code integer,
  error text,
  response text,                                        -- the beginning of what was answered
  primary key (delivery_id, number)
);

-- The operator's list of billing events: by user, and what is dead, without reading history.
create index billing_event_user on billing_event (user_id, seq);
create index billing_event_dead on billing_event (seq) where state = 'dead';
