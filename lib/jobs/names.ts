/** Every job there is, `<room>.<verb-noun>`. A name here without a handler in the registry does not compile. */
export const jobNames = [
  "alerting.evaluate-rules",
  "alerting.remind-silences",
  "alerting.send-notices",
  "alerting.purge-notices",
  "alerting.end-outside-alerts",
  "metrics.collect",
  "metrics.purge",
  "fleet.refresh-server-status",
  "fleet.record-node-status-history",
  "fleet.refresh-node-status-view",
  "fleet.purge",
  "package-queue.apply-billing",
  "package-queue.expire",
  "package-queue.purge-events",
  "usage.bill-traffic",
  "usage.maintain-partitions",
  "usage.purge",
  "health.record",
  "health.purge",
  "notifications.deliver",
  "notifications.purge",
  "realtime.purge-events",
  "jobs.purge-runs",
  "auth.purge",
] as const;

export type JobName = (typeof jobNames)[number];
