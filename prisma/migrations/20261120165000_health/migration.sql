-- Health: what each component is and was, written every 30 s by the job `health.record`.

create table component_health (
  name text primary key,
  status text not null check (status in ('healthy', 'degraded', 'unhealthy', 'unknown')),
  message text not null,
  since timestamptz not null,                           -- it has been this since then
  checked_at timestamptz not null
);

-- A row per change: the component was this from then on. A time in which nobody looked is a row of its own, 'unknown'.
create table component_health_change (
  id bigint generated always as identity primary key,
  name text not null,
  status text not null check (status in ('healthy', 'degraded', 'unhealthy', 'unknown')),
  message text not null,
  at timestamptz not null
);
create index component_health_change_list on component_health_change (name, at desc, id desc);
create index component_health_change_at on component_health_change (at);

-- Opens one WebSocket of the event stream within a minute, as the one who asked for it. Gone once it was shown.
create table event_ticket (
  token_hash bytea primary key,
  user_id uuid references app_user (id) on delete cascade,
  token_version integer,                                -- of the user's session: signed out since, it opens nothing
  api_key_id uuid references api_key (id) on delete cascade,
  expires_at timestamptz not null,
  check ((user_id is null) <> (api_key_id is null)),
  check ((user_id is null) = (token_version is null))
);
create index event_ticket_expires on event_ticket (expires_at);
