import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SettingKey, Settings } from "#lib/settings/declarations";
import { keptFrom, linesKeptFrom, rollupsKeptFrom } from "#lib/settings/kept-from";
import type { Reader } from "#lib/settings/read-settings";
import type { SettingLoss } from "#lib/settings/schema";

/** Counting stops here: beyond it the exact figure changes nobody's mind. */
const countedAtMost = 100_000;

interface Purged {
  what: string;
  job: string;
  keptFrom: (now: Date, kept: number) => Date;
  /** The instants of the rows that go, `select … as at`. */
  rows: (before: Date) => Sql;
}

const dayMs = 86_400_000;
const dayNumber = (instant: Date) => instant.getTime() / dayMs;

/**
 * What each retention deletes. The tables belong to rooms above this one, which read these settings; that what is
 * announced here is what goes is tested with their purges (retention.db.test.ts of each).
 */
const purged: Partial<Record<SettingKey, Purged>> = {
  "usage.lineRetentionDays": {
    what: "usage lines, with the reports they came in",
    job: "usage.purge",
    // Partitions go whole: those that end before.
    keptFrom: (now, kept) => new Date(Math.floor(dayNumber(linesKeptFrom(now, kept))) * dayMs),
    rows: (before) => sql`select at from usage_line where at < ${before}::timestamptz`,
  },
  "usage.rollupRetentionDays": {
    what: "daily sums of users, with their hours and quarters",
    job: "usage.purge",
    keptFrom: rollupsKeptFrom,
    rows: (before) =>
      sql`select to_timestamp(bucket::bigint * 86400) as at from user_package_usage_daily where bucket < ${dayNumber(before)}::int`,
  },
  "usage.batchRetentionDays": {
    what: "batch ids of native reports",
    job: "usage.purge",
    keptFrom,
    rows: (before) => sql`select received_at as at from usage_batch where received_at < ${before}::timestamptz`,
  },
  "ingest.itemRetentionDays": {
    what: "ids of acknowledged items",
    job: "ingest.purge",
    keptFrom,
    rows: (before) => sql`select received_at as at from ingest_item where received_at < ${before}::timestamptz`,
  },
  "usage.refusalRetentionDays": {
    what: "refused reports",
    job: "usage.purge",
    keptFrom,
    rows: (before) => sql`select at from usage_refusal where at < ${before}::timestamptz`,
  },
  "fleet.statusHistoryDays": {
    what: "changes and hourly snapshots of node status",
    job: "fleet.refresh-node-status-view",
    keptFrom,
    rows: (before) => sql`select created_at as at from node_status_history where created_at < ${before}::timestamptz`,
  },
  "fleet.sampleRetentionDays": {
    what: "load samples of nodes",
    job: "fleet.purge",
    keptFrom,
    rows: (before) => sql`select at from node_sample where at < ${before}::timestamptz`,
  },
  "fleet.detectionRetentionDays": {
    what: "rule detections",
    job: "fleet.purge",
    keptFrom,
    rows: (before) => sql`select at from node_detect_log where at < ${before}::timestamptz`,
  },
  "appliances.capacityRetentionDays": {
    what: "daily capacity of appliances' repositories",
    job: "appliances.purge",
    keptFrom,
    rows: (before) => sql`select at from appliance_capacity_daily where bucket < ${before}::timestamptz`,
  },
  "appliances.taskRetentionDays": {
    what: "tasks of appliances that have ended",
    job: "appliances.purge",
    keptFrom,
    rows: (before) => sql`select finished_at as at from appliance_task where finished_at < ${before}::timestamptz`,
  },
  "telemetry.logHours": {
    what: "messages of chain nodes",
    job: "telemetry.purge",
    // Partitions go whole: those that end before.
    keptFrom: (now, hours) => new Date(Math.floor(dayNumber(keptFrom(now, hours / 24))) * dayMs),
    rows: (before) => sql`select received_at as at from substrate_logs where not audit and received_at < ${before}::timestamptz`,
  },
  "telemetry.nodeHistoryDays": {
    what: "minutes of chain nodes' charts",
    job: "telemetry.purge",
    keptFrom: (now, days) => new Date(Math.floor(dayNumber(keptFrom(now, days))) * dayMs),
    rows: (before) => sql`select bucket as at from telemetry_node_minute where bucket < ${before}::timestamptz`,
  },
  "telemetry.reputationDays": {
    what: "changes of peers' reputation",
    job: "telemetry.purge",
    keptFrom: (now, days) => new Date(Math.floor(dayNumber(keptFrom(now, days))) * dayMs),
    rows: (before) => sql`select received_at as at from peer_reputation where received_at < ${before}::timestamptz`,
  },
  "package-queue.billingEventRetentionDays": {
    what: "billing and expiry events that had their effect",
    job: "package-queue.purge-events",
    keptFrom,
    rows: (before) => sql`select created_at as at from billing_event where state = 'done' and created_at < ${before}::timestamptz`,
  },
  "notifications.deliveryRetentionDays": {
    what: "webhook deliveries and mail, with their attempts",
    job: "notifications.purge",
    keptFrom,
    rows: (before) => sql`select ended_at as at from delivery where state <> 'waiting' and ended_at < ${before}::timestamptz`,
  },
  "jobs.runRetentionDays": {
    what: "job runs",
    job: "jobs.purge-runs",
    keptFrom,
    rows: (before) => sql`select due_at as at from job_run where status in ('succeeded', 'failed') and due_at < ${before}::timestamptz`,
  },
  "jobs.frequentSuccessDays": {
    what: "successful runs of frequent jobs",
    job: "jobs.purge-runs",
    keptFrom,
    rows: (before) => sql`select r.due_at as at from job_run r join job_definition d on d.name = r.job
      where r.status = 'succeeded' and d.schedule ? 'everySeconds' and r.due_at < ${before}::timestamptz`,
  },
  "realtime.eventLogHours": {
    what: "events of the log that clients resume from",
    job: "realtime.purge-events",
    keptFrom: (now, hours) => keptFrom(now, hours / 24),
    rows: (before) => sql`select at from event_log where at < ${before}::timestamptz and seq < (select max(seq) from event_log)`,
  },
  "metrics.fineHours": {
    what: "metrics as they were collected",
    job: "metrics.purge",
    keptFrom: (now, hours) => keptFrom(now, hours / 24),
    rows: (before) => sql`select at from metric_point where at < ${before}::timestamptz`,
  },
  "metrics.middleDays": {
    what: "metrics of 5 minutes",
    job: "metrics.purge",
    keptFrom,
    rows: (before) => sql`select at from metric_point_5m where at < ${before}::timestamptz`,
  },
  "metrics.coarseDays": {
    what: "metrics of hours",
    job: "metrics.purge",
    keptFrom,
    rows: (before) => sql`select at from metric_point_1h where at < ${before}::timestamptz`,
  },
  "alerting.alertRetentionDays": {
    what: "resolved alerts, with their timelines",
    job: "alerting.purge-alerts",
    keptFrom,
    rows: (before) =>
      sql`select resolved_at as at from alert where status = 'resolved' and not is_held_open and resolved_at < ${before}::timestamptz`,
  },
  "auth.auditRetentionDays": {
    what: "rows of the audit log",
    job: "auth.purge",
    keptFrom,
    rows: (before) => sql`select at from audit_log where at < ${before}::timestamptz`,
  },
};

const Found = z.object({ count: column.count, oldest: column.instant.nullable() });

/** What is there now and would go because a retention becomes shorter: nothing where there is nothing that old. */
export async function findLosses(reader: Reader, now: Date, before: Settings, after: Settings): Promise<SettingLoss[]> {
  const losses: SettingLoss[] = [];
  for (const [key, kind] of Object.entries(purged) as [SettingKey, Purged][]) {
    const [was, becomes] = [before[key], after[key]];
    if (becomes === null || (was !== null && becomes >= was)) continue;
    const end = kind.keptFrom(now, becomes);
    const [found] = await reader.rows(
      sql`select count(*) as count, min(at) as oldest from (${kind.rows(end)} limit ${countedAtMost + 1}) as old`,
      Found,
    );
    if (!found || found.count === 0) continue;
    losses.push({
      key,
      what: kind.what,
      keptFrom: end.toISOString(),
      oldest: found.oldest?.toISOString() ?? null,
      count: Math.min(found.count, countedAtMost),
      isAtLeast: found.count > countedAtMost,
      job: kind.job,
    });
  }
  return losses;
}
