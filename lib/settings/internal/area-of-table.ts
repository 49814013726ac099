/** Parts of the product by the names of their tables; the first that begins a name has it. */
const areas: readonly (readonly [area: string, prefixes: readonly string[]])[] = [
  ["Usage", ["usage_", "ingest_", "user_package_usage", "node_client_usage"]],
  ["Fleet", ["node_", "fleet_", "traffic_factor"]],
  ["Telemetry", ["substrate_", "telemetry_", "peer_", "benchmark", "host_systems"]],
  ["Appliances", ["appliance"]],
  ["Packages", ["package"]],
  ["Events", ["event_log", "event_ticket", "billing_", "webhook", "notification", "delivery", "web_push"]],
  ["Alerts", ["alert", "rule", "default_rule", "silence", "maintenance_window", "notice", "channel_delivery"]],
  ["Jobs", ["job_", "jobs."]],
  ["Metrics", ["metric_"]],
  ["Health", ["component_health"]],
  ["Audit", ["audit_"]],
  ["Accounts", ["app_user", "api_key", "secret_token", "rate_limit"]],
];

/** The part of the product that a table belongs to; tables of schemas other than public are written `schema.table`. */
export function areaOfTable(table: string): string {
  return areas.find(([, prefixes]) => prefixes.some((prefix) => table.startsWith(prefix)))?.[0] ?? "Other";
}
