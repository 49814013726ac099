-- Metrics: what every process says of itself, and the history of every series in three resolutions.

-- One row per process, the same after a restart. What it says is of the last half minute; who fell silent is not counted.
create table metric_process (
  name text primary key,                                -- host:port
  host text not null,
  roles text[] not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  sample jsonb not null
) with (fillfactor = 50);

-- A metric with its labels: {} for the installation, {"host": …} or {"process": …} where each has its own.
create table metric_series (
  id integer generated always as identity primary key,
  name text not null,
  labels jsonb not null,
  last_at timestamptz not null,
  last_value double precision not null,
  unique (name, labels)
) with (fillfactor = 70);

-- Every 30 s as collected. An unknown value has no row.
create table metric_point (
  series_id integer not null references metric_series (id) on delete cascade,
  at timestamptz not null,
  value double precision not null,
  primary key (series_id, at)
);
create index metric_point_at on metric_point using brin (at);

-- The same in 5 minutes and in hours, written with the points. `at` is the bucket's beginning.
create table metric_point_5m (
  series_id integer not null references metric_series (id) on delete cascade,
  at timestamptz not null,
  points integer not null,
  total double precision not null,
  low double precision not null,
  high double precision not null,
  primary key (series_id, at)
) with (fillfactor = 80);
create index metric_point_5m_at on metric_point_5m using brin (at);

create table metric_point_1h (
  series_id integer not null references metric_series (id) on delete cascade,
  at timestamptz not null,
  points integer not null,
  total double precision not null,
  low double precision not null,
  high double precision not null,
  primary key (series_id, at)
) with (fillfactor = 80);
create index metric_point_1h_at on metric_point_1h using brin (at);
