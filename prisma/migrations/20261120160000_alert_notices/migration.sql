-- Who is told of alerts: channels, the tree of routes, what has been told to whom, and the notices that told it.

-- A way to people. Everything but mail has a target of its own (what is limited, paused and healthy together); mail shares the mail server.
create table notification_channel (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null,                                   -- of lib/notifications/channels/channel-kinds.ts
  config jsonb not null,                                -- what may be shown; secrets are sealed in the target
  target_id uuid references notification_target (id) on delete cascade,
  is_enabled boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index notification_channel_name on notification_channel (lower(name));

-- Which channel a delivery is for, and what it told.
create table channel_delivery (
  delivery_id uuid primary key references delivery (id) on delete cascade,
  channel_id uuid not null references notification_channel (id) on delete cascade,
  seq bigint not null,                                  -- the delivery's
  notice_id uuid,                                       -- null: a test
  is_settled boolean not null default false             -- its end stands on the timelines of its alerts
);
create index channel_delivery_list on channel_delivery (channel_id, seq);
create index channel_delivery_open on channel_delivery (delivery_id) where not is_settled;

-- One tree; the first route that matches takes an alert, its children before itself. Null: as the parent.
create table alert_route (
  id uuid primary key default gen_random_uuid(),
  parent_id uuid references alert_route (id) on delete cascade,
  position integer not null,
  name text not null,
  matchers jsonb not null default '[]',
  channel_ids uuid[],
  group_by text[],
  group_wait_s integer,
  group_interval_s integer,
  repeat_interval_s integer,
  escalation jsonb,
  quiet_hours jsonb,
  is_continued boolean not null default false,          -- its later siblings are asked too
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index alert_route_root on alert_route ((true)) where parent_id is null;

-- Alerts of one route that agree in its grouping labels, for one channel: told together. Gone when nothing of it is left to tell.
create table notice_group (
  id uuid primary key default gen_random_uuid(),
  route_id uuid references alert_route (id) on delete set null,
  channel_id uuid not null references notification_channel (id) on delete cascade,
  step integer not null default 0,                      -- 0: at once; n: the route's nth step of escalation
  key text not null,
  labels jsonb not null,
  opened_at timestamptz not null,
  told_at timestamptz,                                  -- the last notice
  repeated_at timestamptz,                              -- the last one that named everything that fires
  due_at timestamptz                                    -- when to decide again; null: when something happens
);
create unique index notice_group_key on notice_group (route_id, channel_id, step, key);
create index notice_group_due on notice_group (due_at) where due_at is not null;

-- What a channel knows of an alert that is not over for it. Gone when it was told the end.
create table alert_told (
  alert_id uuid not null references alert (id) on delete cascade,
  channel_id uuid not null references notification_channel (id) on delete cascade,
  group_id uuid not null references notice_group (id) on delete cascade,
  is_routed boolean not null default true,              -- false: routes have changed, it is only told the end
  told_at timestamptz,                                  -- null: not told yet that it fires
  told_reopen_count integer,                            -- the alert's, when it was told
  primary key (alert_id, channel_id)
);
create index alert_told_group on alert_told (group_id);

-- One decision to tell. Its deliveries, what is told and the timelines are of the same transaction.
create table notice (
  id uuid primary key,
  channel_id uuid not null references notification_channel (id) on delete cascade,
  at timestamptz not null,
  reason text not null,
  headline text not null,
  alert_ids uuid[] not null,
  acknowledged_at timestamptz                           -- by its link, which works once
);
create index notice_at on notice (at);

-- What the notifier has not heard yet of the timelines: they are its inbox, written with every transition.
alter table alert_event add column is_heard boolean not null default true;
alter table alert_event alter column is_heard set default false;
create index alert_event_unheard on alert_event (id) where not is_heard;
