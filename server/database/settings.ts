/**
 * What the embedded PostgreSQL runs with: small buffers for a laptop, nothing that trades away an acknowledged write.
 * The kernel's page cache does the work of large buffers here.
 */
export const embeddedSettings: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "80",
  shared_buffers: "64MB",
  effective_cache_size: "512MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "1GB",
  io_method: "sync",
  jit: "off",
  max_parallel_workers_per_gather: "1",
  max_logical_replication_workers: "0",
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
  // Quarter-hourly roll-ups are updated in place again and again: vacuum them before they bloat.
  autovacuum_vacuum_scale_factor: "0.05",
  log_min_messages: "warning",
  log_checkpoints: "off",
};
