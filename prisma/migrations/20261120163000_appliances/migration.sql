-- Appliances: storage machines that report what they have in full, and the tasks they run.

create table appliance (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  -- Of the last report of any kind; null while it has never reported.
  last_report_at timestamptz,
  -- The last snapshot, when it last differed from the one before, and the hash of each of its sections.
  inventory jsonb,
  inventory_changed_at timestamptz,
  section_hashes jsonb not null default '{}'
);
create index appliance_by_name on appliance (name, id);

create table appliance_repository (
  appliance_id uuid not null references appliance (id) on delete cascade,
  repository_id text not null,
  name text not null,
  total_bytes bigint not null check (total_bytes >= 0),
  used_bytes bigint not null check (used_bytes >= 0),
  is_active boolean not null,
  primary key (appliance_id, repository_id)
);

-- The last value of every quarter of an hour, and of every UTC day. Each is written by the report itself.
create table appliance_capacity (
  appliance_id uuid not null references appliance (id) on delete cascade,
  repository_id text not null,
  bucket timestamptz not null,
  at timestamptz not null,
  total_bytes bigint not null,
  used_bytes bigint not null,
  primary key (appliance_id, repository_id, bucket)
);
create index appliance_capacity_by_bucket on appliance_capacity (bucket);

create table appliance_capacity_daily (
  appliance_id uuid not null references appliance (id) on delete cascade,
  repository_id text not null,
  bucket timestamptz not null,
  at timestamptz not null,
  total_bytes bigint not null,
  used_bytes bigint not null,
  primary key (appliance_id, repository_id, bucket)
);
create index appliance_capacity_daily_by_bucket on appliance_capacity_daily (bucket);

create table appliance_task (
  appliance_id uuid not null references appliance (id) on delete cascade,
  -- The appliance's own name of it.
  task_id text not null,
  kind text not null,
  name text not null,
  status text not null check (status in ('pending', 'running', 'completed', 'failed')),
  progress_percent double precision,
  message text not null,
  -- As the appliance says; its clock may be wrong.
  started_at timestamptz,
  ended_at timestamptz,
  -- As we heard.
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (appliance_id, task_id)
);
create index appliance_task_newest on appliance_task (appliance_id, created_at desc, task_id desc);
create index appliance_task_failed on appliance_task (finished_at) where status = 'failed';
create index appliance_task_open on appliance_task (appliance_id) where status in ('pending', 'running');
create index appliance_task_finished on appliance_task (finished_at);
