import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAppliance } from "#lib/appliances/create-appliance";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addServer } from "#lib/fleet/testing/fleet";
import type { JobName } from "#lib/jobs/names";
import { declarations, type SettingKey, settingKeys } from "#lib/settings/declarations";
import { updateSettings } from "#lib/settings/update-settings";
import { registry } from "./registry.ts";

const db = testDatabase();
const ctx = testContext(db);
const At = z.object({ at: z.date() });
let serverId = 0;
let userId = "";
let applianceId = "";

interface Kept {
  key: SettingKey;
  job: JobName;
  /** Ages in hours: kept by any, gone by the shorter value, gone by the default (nothing where that is for ever). */
  ages: { young: number; middle: number; old?: number };
  /** Set first, where the default is the shortest possible. */
  initial?: number;
  shorter: number;
  add: (at: Date) => Sql;
  read: Sql;
}

const day = 24;
const id = () => crypto.randomUUID();

/** The series that a point of a metric belongs to. */
const series = sql`series as (
  insert into metric_series (name, labels, last_at, last_value) values ('test', '{}', ${noon}, 1)
  on conflict (name, labels) do update set last_value = 1 returning id)`;

const cases: Kept[] = [
  {
    key: "usage.lineRetentionDays",
    job: "usage.purge",
    ages: { young: 3 * day, middle: 20 * day, old: 40 * day },
    shorter: 10,
    add: (at) => sql`
      insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download, billed_at)
      values (${at}, ${id()}::uuid, 0, 1, 1, 1, 1, 1, 1, 1, ${at})`,
    read: sql`select at from usage_line`,
  },
  {
    key: "usage.rollupRetentionDays",
    job: "usage.purge",
    ages: { young: 200 * day, middle: 600 * day, old: 900 * day },
    initial: 800,
    shorter: 400,
    add: (at) => sql`insert into user_package_usage_daily values (1, ${Math.floor(at.getTime() / 86_400_000)}::int, 1, null, 1, 1, 1, 1)`,
    read: sql`select to_timestamp(bucket::bigint * 86400) + interval '12 hours' as at from user_package_usage_daily`,
  },
  {
    key: "usage.batchRetentionDays",
    job: "usage.purge",
    ages: { young: day, middle: 4 * day, old: 8 * day },
    shorter: 2,
    add: (at) => sql`insert into usage_batch values (${serverId}, ${id()}::uuid, '', ${id()}::uuid, '{}', ${at})`,
    read: sql`select received_at as at from usage_batch`,
  },
  {
    key: "ingest.itemRetentionDays",
    job: "ingest.purge",
    ages: { young: day, middle: 4 * day, old: 8 * day },
    shorter: 2,
    add: (at) => sql`insert into ingest_item values (${serverId}, ${id()}, '', ${at})`,
    read: sql`select received_at as at from ingest_item`,
  },
  {
    key: "usage.refusalRetentionDays",
    job: "usage.purge",
    ages: { young: 5 * day, middle: 40 * day, old: 91 * day },
    shorter: 30,
    add: (at) => sql`insert into usage_refusal (node_server_id, at, code, detail) values (${serverId}, ${at}, 'test', 'test')`,
    read: sql`select at from usage_refusal`,
  },
  {
    key: "fleet.statusHistoryDays",
    job: "fleet.refresh-node-status-view",
    ages: { young: 5 * day, middle: 40 * day, old: 91 * day },
    shorter: 30,
    add: (at) =>
      sql`insert into node_status_history (node_server_id, status, reason, created_at) values (${serverId}, 'online', 'test', ${at})`,
    read: sql`select created_at as at from node_status_history`,
  },
  {
    key: "fleet.sampleRetentionDays",
    job: "fleet.purge",
    ages: { young: 5 * day, middle: 20 * day, old: 36 * day },
    shorter: 10,
    add: (at) => sql`insert into node_sample (node_server_id, at, cpu_percent) values (${serverId}, ${at}, 1)`,
    read: sql`select at from node_sample`,
  },
  {
    key: "fleet.detectionRetentionDays",
    job: "fleet.purge",
    ages: { young: 5 * day, middle: 40 * day, old: 91 * day },
    shorter: 30,
    add: (at) => sql`insert into node_detect_log (node_server_id, uid, rule_id, at) values (${serverId}, 1, 1, ${at})`,
    read: sql`select at from node_detect_log`,
  },
  {
    key: "appliances.capacityRetentionDays",
    job: "appliances.purge",
    ages: { young: 50 * day, middle: 200 * day, old: 402 * day },
    shorter: 100,
    add: (at) => sql`insert into appliance_capacity_daily (appliance_id, repository_id, bucket, at, total_bytes, used_bytes)
      values (${applianceId}::uuid, 'main', ${at}, ${at}, 2, 1)`,
    read: sql`select at from appliance_capacity_daily`,
  },
  {
    key: "appliances.taskRetentionDays",
    job: "appliances.purge",
    ages: { young: 5 * day, middle: 60 * day, old: 91 * day },
    shorter: 30,
    add: (at) => sql`insert into appliance_task (appliance_id, task_id, kind, name, status, message, created_at, updated_at, finished_at)
      values (${applianceId}::uuid, ${id()}, 'backup', 'Nightly', 'completed', '', ${at}, ${at}, ${at})`,
    read: sql`select finished_at as at from appliance_task`,
  },
  {
    key: "telemetry.logHours",
    job: "telemetry.purge",
    ages: { young: 3 * day, middle: 30 * day },
    shorter: 10 * day,
    add: (at) =>
      sql`insert into substrate_logs (id, peer_connection_id, msg, created_at, received_at, audit, logs) values (1, 1, 'test', ${at}, ${at}, false, '{}')`,
    read: sql`select received_at as at from substrate_logs`,
  },
  {
    key: "telemetry.nodeHistoryDays",
    job: "telemetry.purge",
    ages: { young: 3 * day, middle: 20 * day, old: 40 * day },
    shorter: 10,
    add: (at) => sql`insert into telemetry_node_minute (peer_id, bucket) values ('test', ${at})`,
    read: sql`select bucket as at from telemetry_node_minute`,
  },
  {
    key: "telemetry.reputationDays",
    job: "telemetry.purge",
    ages: { young: 3 * day, middle: 20 * day, old: 40 * day },
    shorter: 10,
    add: (at) =>
      sql`insert into peer_reputation (remote_peer, reporting_peer, ts, received_at, reputation, connected) values ('a', 'b', ${at}, ${at}, 1, true)`,
    read: sql`select received_at as at from peer_reputation`,
  },
  {
    key: "package-queue.billingEventRetentionDays",
    job: "package-queue.purge-events",
    ages: { young: 5 * day, middle: 20 * day, old: 36 * day },
    shorter: 10,
    add: (at) => sql`
      insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at)
      values ('test', 'PackageExpiringEvent', ${userId}::uuid, '{}', ${at}, 'done', ${at})`,
    read: sql`select created_at as at from billing_event`,
  },
  {
    key: "notifications.deliveryRetentionDays",
    job: "notifications.purge",
    ages: { young: 5 * day, middle: 20 * day, old: 36 * day },
    shorter: 10,
    add: (at) => sql`
      with target as (insert into notification_target (kind, created_at) values ('webhook', ${at}) returning id)
      insert into delivery (target_id, message_id, topic, payload, created_at, state, max_attempts, next_attempt_at, ended_at)
      select id, ${id()}::uuid, 'test', '{}', ${at}, 'sent', 1, ${at}, ${at} from target`,
    read: sql`select ended_at as at from delivery`,
  },
  {
    key: "jobs.runRetentionDays",
    job: "jobs.purge-runs",
    ages: { young: 5 * day, middle: 20 * day, old: 31 * day },
    shorter: 10,
    add: (at) => sql`insert into job_run (job, due_at, status) values ('auth.purge', ${at}, 'failed')`,
    read: sql`select due_at as at from job_run`,
  },
  {
    key: "jobs.frequentSuccessDays",
    job: "jobs.purge-runs",
    ages: { young: 12, middle: 36, old: 49 },
    shorter: 1,
    add: (at) => sql`insert into job_run (job, due_at, status) values ('fleet.refresh-server-status', ${at}, 'succeeded')`,
    read: sql`select due_at as at from job_run`,
  },
  {
    key: "realtime.eventLogHours",
    job: "realtime.purge-events",
    ages: { young: 1, middle: 12, old: 25 },
    shorter: 6,
    add: (at) => sql`insert into event_log (type, rooms, payload, at) values ('usage:updated', '{}', '{}', ${at})`,
    read: sql`select at from event_log where type = 'usage:updated'`,
  },
  {
    key: "metrics.fineHours",
    job: "metrics.purge",
    ages: { young: 1, middle: 24, old: 49 },
    shorter: 6,
    add: (at) => sql`with ${series} insert into metric_point (series_id, at, value) select id, ${at}, 1 from series`,
    read: sql`select at from metric_point`,
  },
  {
    key: "metrics.middleDays",
    job: "metrics.purge",
    ages: { young: 5 * day, middle: 20 * day, old: 31 * day },
    shorter: 10,
    add: (at) =>
      sql`with ${series} insert into metric_point_5m (series_id, at, points, total, low, high) select id, ${at}, 1, 1, 1, 1 from series`,
    read: sql`select at from metric_point_5m`,
  },
  {
    key: "metrics.coarseDays",
    job: "metrics.purge",
    ages: { young: 50 * day, middle: 200 * day, old: 402 * day },
    shorter: 100,
    add: (at) =>
      sql`with ${series} insert into metric_point_1h (series_id, at, points, total, low, high) select id, ${at}, 1, 1, 1, 1 from series`,
    read: sql`select at from metric_point_1h`,
  },
  {
    key: "auth.auditRetentionDays",
    job: "auth.purge",
    ages: { young: 5 * day, middle: 200 * day },
    shorter: 90,
    add: (at) => sql`
      insert into audit_log (at, actor_kind, actor_label, action, subject_kind, subject_id, diff) values (${at}, 'system', 'x', 'test', 'x', 'x', '{}')`,
    read: sql`select at from audit_log where action = 'test'`,
  },
  {
    key: "alerting.alertRetentionDays",
    job: "alerting.purge-alerts",
    ages: { young: 20 * day, middle: 100 * day, old: 500 * day },
    shorter: 40,
    add: (at) => sql`
      insert into alert (fingerprint, status, severity, source, title, message, started_at, fired_at, resolved_at, last_seen_at)
      values (${id()}, 'resolved', 'info', 'external', 'x', '', ${at}, ${at}, ${at}, ${at})`,
    read: sql`select resolved_at as at from alert`,
  },
];

beforeAll(async () => {
  serverId = (await addServer(db)).id;
  userId = (await testUser(db)).id;
  applianceId = (await createAppliance(ctx, { name: "vault" })).id;
  await db.pool.query(`insert into job_definition values ('fleet.refresh-server-status', 'x', '{"everySeconds": 15}', 1, 1, now())`);
});

beforeEach(async () => {
  await db.pool.query(`truncate setting, audit_log, event_log, usage_line, usage_report, user_package_usage_daily, usage_batch, ingest_item, usage_refusal,
    substrate_logs, telemetry_node_minute, peer_reputation, node_status_history, node_sample, node_detect_log, billing_event, notification_target, job_run, appliance_capacity_daily, appliance_task, metric_series, alert cascade`);
  await db.pool.query(
    `select ensure_partitions(parent, 'day', null, $1, $2)
      from unnest(array['usage_line', 'substrate_logs_expiring', 'telemetry_node_minute', 'peer_reputation']) parent`,
    [fromNoon({ days: -50 }), fromNoon({ days: 3 })],
  );
});

const run = (job: JobName) => registry[job].handler(ctx, { id: id(), dueAt: noon, signal: new AbortController().signal });

async function ages(read: Sql): Promise<number[]> {
  const rows = await db.rows(read, At);
  return rows.map(({ at }) => Math.round((noon.getTime() - at.getTime()) / 3_600_000)).toSorted((a, b) => a - b);
}

describe.each(cases)("$key", ({ key, job, ages: { young, middle, old }, initial, shorter, add, read }) => {
  const fill = async () => {
    for (const age of [old, middle, young]) {
      if (age === undefined) continue;
      const query = add(fromNoon({ hours: -age }));
      await db.pool.query(query.text, query.values as unknown[]);
    }
  };

  test("what is older goes; once it is shorter, what was announced goes, and nothing else", async () => {
    if (initial !== undefined) await updateSettings(ctx, { values: { [key]: initial } });
    await fill();
    await run(job);
    expect(await ages(read)).toEqual([young, middle]);
    const refused = await updateSettings(ctx, { values: { [key]: shorter } }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "confirmation_required",
      state: {
        losses: [
          {
            key,
            job,
            count: 1,
            isAtLeast: false,
            oldest: expect.stringContaining(fromNoon({ hours: -middle }).toISOString().slice(0, 10)),
          },
        ],
      },
    });
    await run(job);
    expect(await ages(read)).toEqual([young, middle]);
    await updateSettings(ctx, { values: { [key]: shorter }, confirm: true });
    await run(job);
    expect(await ages(read)).toEqual([young]);
  });

  test("once it is longer, more stays", async () => {
    await fill();
    await updateSettings(ctx, {
      values: { [key]: declarations[key].max, ...(key === "jobs.frequentSuccessDays" && { "jobs.runRetentionDays": 400 }) },
    });
    await run(job);
    expect(await ages(read)).toEqual([young, middle, old].filter((age) => age !== undefined));
  });
});

test("every retention there is has a case here", () => {
  const retentions = settingKeys.filter((key) => !["fleet.offlineTimeoutS", "fleet.pullIntervalS", "fleet.pushIntervalS"].includes(key));
  expect(cases.map(({ key }) => key).toSorted()).toEqual(retentions.toSorted());
});

test("lines that were not billed yet stay, however old", async () => {
  const query = sql`
    insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download)
    values (${fromNoon({ days: -45 })}, ${id()}::uuid, 0, 1, 1, 1, 1, 1, 1, 1)`;
  await db.pool.query(query.text, query.values as unknown[]);
  await run("usage.purge");
  expect(await ages(sql`select at from usage_line`)).toEqual([45 * day]);
  await db.pool.query("update usage_line set billed_at = at");
  await run("usage.purge");
  expect(await ages(sql`select at from usage_line`)).toEqual([]);
});

test("what is purged from the audit log leaves a row that says how much", async () => {
  const { add } = cases.find(({ key }) => key === "auth.auditRetentionDays") ?? {};
  const query = add?.(fromNoon({ days: -100 }));
  if (query) await db.pool.query(query.text, query.values as unknown[]);
  await updateSettings(ctx, { values: { "auth.auditRetentionDays": 90 }, confirm: true });
  await run("auth.purge");
  const rows = await db.rows(sql`select diff from audit_log where action = 'audit.purge'`, z.object({ diff: z.unknown() }));
  expect(rows).toEqual([{ diff: { deletedRows: [null, 1], before: [null, fromNoon({ days: -90 }).toISOString()] } }]);
});
