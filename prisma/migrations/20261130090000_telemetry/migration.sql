-- Telemetry of chain nodes: connections, their messages as they came, what is known of each node and chain.
-- Whoever connects decides peer ids and names, so texts are compared byte by byte ("C").

-- ── connections ─────────────────────────────────────────────────────────────────────────────
-- Ids are taken in blocks by ingest processes, so that messages and their connection are written in one round trip.
create sequence peer_connections_id_seq as bigint;

-- One row for each (socket, node id); a node that calls itself another peer on the same id begins a new row.
create table peer_connections (
  id bigint primary key,
  socket_id uuid not null,
  -- The envelope's `id`, an unsigned 64-bit number; 0 for old nodes, which send none.
  node_id numeric(20, 0) not null,
  ip_addr text not null,
  -- What the node says of itself in system.connected; null until it does.
  peer_id text collate "C",
  name text,
  chain text,
  version text,
  authority boolean,
  -- As the node says it, ms since 1970.
  startup_time bigint,
  implementation text,
  genesis_hash text collate "C",
  target_os text,
  target_arch text,
  target_env text,
  sysinfo jsonb,
  audit boolean not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  disconnected_at timestamptz,
  -- Why it ended: `closed`, `lost`, `silent`, `too_much`, … ; null while it lives.
  disconnect_reason text,
  -- How far the node's clock is ahead of ours (negative: behind), ms, at its last message.
  clock_ahead_ms bigint not null default 0,
  -- The ingest process that holds the socket (`host:port`), or the node server whose acknowledged reports it is made of.
  process text,
  node_server_id integer references node_server (id) on delete set null
);
create index peer_connections_by_peer on peer_connections (peer_id, created_at desc, id desc) where peer_id is not null;
create index peer_connections_by_time on peer_connections (created_at desc, id desc);
create index peer_connections_open on peer_connections (last_seen_at) where disconnected_at is null;
create unique index peer_connections_of_node_server on peer_connections (node_server_id, node_id)
  where node_server_id is not null and disconnected_at is null;

-- ── messages ────────────────────────────────────────────────────────────────────────────────
create sequence substrate_logs_id_seq as bigint;

-- Every message, kept as it came. Audited ones have partitions of their own, which are never dropped. A day is the day of
-- arrival (UTC): nodes' clocks lie, and what expires must not depend on them.
create table substrate_logs (
  id bigint not null,
  peer_connection_id bigint not null,
  -- Null while the node has not named itself; set afterwards.
  peer_id text collate "C",
  msg text collate "C" not null,
  -- When it was sent, by the node's clock.
  created_at timestamptz not null,
  received_at timestamptz not null,
  audit boolean not null,
  -- The text of the frame. json, not jsonb: it stays what the node wrote, and costs half of it.
  logs json not null
) partition by list (audit);
create table substrate_logs_expiring partition of substrate_logs for values in (false) partition by range (received_at);
create table substrate_logs_audit partition of substrate_logs for values in (true) partition by range (received_at);

-- One peer's messages of one type by the node's time: what every query of logs is made of (lib/telemetry/read-logs).
create index substrate_logs_by_peer on substrate_logs (peer_id, msg, created_at desc, id desc) where peer_id is not null;
-- Those that came before their node named itself.
create index substrate_logs_unnamed on substrate_logs (peer_connection_id) where peer_id is null;
-- What arrived lately: followers read the end of a partition, which is in order of arrival.
create index substrate_logs_by_arrival on substrate_logs using brin (received_at) with (pages_per_range = 16, autosummarize = on);

-- ── counts of messages ──────────────────────────────────────────────────────────────────────
-- How many messages of a type of a peer arrived on a day, and what their own times span. Equal to the rows of
-- substrate_logs together with substrate_log_delta. Peer '' : not named yet. Type '' : types beyond the limit of a peer.
create table substrate_log_stats (
  peer_id text collate "C" not null,
  msg text collate "C" not null,
  day date not null,
  audit boolean not null,
  qty bigint not null,
  min_created_at timestamptz not null,
  max_created_at timestamptz not null,
  primary key (peer_id, msg, day, audit)
);
create index substrate_log_stats_by_day on substrate_log_stats (day);
create index substrate_log_stats_by_msg on substrate_log_stats (msg, day);

-- One row for each batch, written with it: what it adds to substrate_log_stats. Folded into it within seconds.
create table substrate_log_delta (
  id bigint generated always as identity primary key,
  peer_ids text[] not null,
  msgs text[] not null,
  days date[] not null,
  audits boolean[] not null,
  qtys integer[] not null,
  min_created_ats timestamptz[] not null,
  max_created_ats timestamptz[] not null
);

-- ── nodes and chains as they are now ────────────────────────────────────────────────────────
create table telemetry_node (
  peer_id text collate "C" primary key,
  connection_id bigint not null,
  ip_addr text not null,
  name text not null,
  -- The genesis hash, or the chain's name for nodes that do not say it.
  chain_key text collate "C" not null,
  chain text not null,
  version text not null,
  implementation text not null,
  authority boolean not null,
  startup_time bigint,
  target_os text,
  target_arch text,
  target_env text,
  sysinfo jsonb,
  -- The last sysinfo.hwbench: scores in MB/s.
  hwbench jsonb,
  audit boolean not null,
  first_seen_at timestamptz not null,
  connected_at timestamptz not null,
  last_seen_at timestamptz not null,
  disconnected_at timestamptz,
  clock_ahead_ms bigint not null default 0,
  best_height bigint,
  best_hash text,
  -- By arrival, and the time since the block before it, ms.
  best_at timestamptz,
  block_time_ms integer,
  -- How long after the first node of its chain it had its best block, ms.
  propagation_ms integer,
  finalized_height bigint,
  finalized_hash text,
  finalized_at timestamptz,
  peers integer,
  tx_count integer,
  -- Bytes per second, as the node says.
  upload_bytes_per_s double precision,
  download_bytes_per_s double precision,
  state_cache_bytes bigint,
  -- When anything above changed here: pages ask for what changed since.
  changed_at timestamptz not null
);
create index telemetry_node_by_change on telemetry_node (changed_at);
create index telemetry_node_by_chain on telemetry_node (chain_key, peer_id);
create index telemetry_node_by_last_seen on telemetry_node (last_seen_at);

create table telemetry_chain (
  chain_key text collate "C" primary key,
  name text not null,
  best_height bigint,
  best_hash text,
  best_at timestamptz,
  finalized_height bigint,
  finalized_hash text,
  finalized_at timestamptz,
  -- The newest first, ms, at most 50.
  block_times_ms integer[] not null default '{}',
  changed_at timestamptz not null
);

-- Every node once a minute: what its charts read. Dropped by day.
create table telemetry_node_minute (
  peer_id text collate "C" not null,
  bucket timestamptz not null,
  best_height bigint,
  finalized_height bigint,
  peers integer,
  tx_count integer,
  upload_bytes_per_s double precision,
  download_bytes_per_s double precision,
  block_time_ms integer,
  primary key (peer_id, bucket)
) partition by range (bucket);

-- ── reputation ──────────────────────────────────────────────────────────────────────────────
-- The newest report of each reporting peer; the arrays belong together.
create table peer_reputation_report (
  reporting_peer text collate "C" primary key,
  ts timestamptz not null,
  received_at timestamptz not null,
  remote_peers text[] collate "C" not null,
  reputations integer[] not null,
  connecteds boolean[] not null
);
create index peer_reputation_report_by_arrival on peer_reputation_report (received_at desc);

-- Every change of what one peer says of another. Dropped by day.
create table peer_reputation (
  remote_peer text collate "C" not null,
  reporting_peer text collate "C" not null,
  ts timestamptz not null,
  received_at timestamptz not null,
  reputation integer not null,
  connected boolean not null
) partition by range (received_at);
create index peer_reputation_by_peer on peer_reputation (remote_peer, reporting_peer, received_at desc);

-- ── benchmarks ──────────────────────────────────────────────────────────────────────────────
create table host_systems (
  id integer generated always as identity primary key,
  description text not null,
  os text not null,
  cpu_qty integer not null,
  cpu_clock integer not null,
  ram_mb integer not null,
  disk_info text not null
);

create table benchmarks (
  id integer generated always as identity primary key,
  ts_start timestamptz not null,
  ts_end timestamptz not null,
  description text,
  chain_spec json,
  benchmark_spec json,
  host_system_id integer not null references host_systems (id),
  setup json,
  check (ts_end >= ts_start)
);
create index benchmarks_by_start on benchmarks (ts_start desc, id desc);

create table benchmark_events (
  id integer generated always as identity primary key,
  benchmark_id integer not null references benchmarks (id) on delete cascade,
  name text not null,
  phase text not null,
  created_at timestamptz not null
);
create index benchmark_events_of_benchmark on benchmark_events (benchmark_id, created_at, id);

-- ── who may report ──────────────────────────────────────────────────────────────────────────
create table telemetry_token (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  created_by text not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- ── acknowledged ingest ─────────────────────────────────────────────────────────────────────
-- The ids that a node server used, for as long as a second delivery is recognised. The body's SHA-256 tells a retry from a
-- conflict. Written in the transaction of what the item brought.
create table ingest_item (
  node_server_id integer not null references node_server (id) on delete cascade,
  id text collate "C" not null,
  body_hash bytea not null,
  received_at timestamptz not null,
  primary key (node_server_id, id)
);
create index ingest_item_by_arrival on ingest_item using brin (received_at);

select ensure_partitions('substrate_logs_expiring', 'day', null, now() - interval '1 day', now() + interval '3 days'),
  ensure_partitions('substrate_logs_audit', 'day', null, now() - interval '1 day', now() + interval '3 days'),
  ensure_partitions('telemetry_node_minute', 'day', null, now() - interval '36 days', now() + interval '3 days'),
  ensure_partitions('peer_reputation', 'day', null, now() - interval '1 day', now() + interval '3 days');
