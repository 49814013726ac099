import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { isUnfinished, isUntouched, markFinished, markUnfinished } from "./unfinished.ts";
import { writeHistory } from "./write-history.ts";

const db = testDatabase();
const end = new Date();
const hours = 4 * 24;

beforeAll(async () => {
  expect([await isUntouched(db), await isUnfinished(db)]).toEqual([true, false]);
  await markUnfinished(db);
  expect(await isUnfinished(db)).toBe(true);
  await writeHistory(db, {
    seed: "test",
    userEmail: "demo@example.test",
    userPassword: "a demo password",
    end,
    days: hours / 24,
    say: () => {},
  });
  await markFinished(db);
});

test("the mark of half a history goes with its end", async () => {
  expect([await isUntouched(db), await isUnfinished(db)]).toEqual([false, false]);
});

test("what charts read is what the lines say, to the byte", async () => {
  const total = (table: string) =>
    `(select sum(raw_upload + raw_download)::text || ' ' || sum(billed_upload + billed_download)::text from ${table})`;
  const tables = ["usage_line", "user_package_usage", "user_package_usage_hourly", "user_package_usage_daily", "node_client_usage"];
  const { rows } = await db.pool.query<{ totals: string[] }>(`select array[${tables.map(total).join(", ")}] as totals`);
  expect(new Set(rows[0]?.totals).size).toBe(1);
});

test("every hour has a snapshot of every server, none of our own absences, and the nodes were mostly online", async () => {
  const Row = z.object({ hours: column.count, fewest: column.count, gaps: column.count, online: z.number() });
  const [seen] = await db.rows(
    sql`
    with hour as (select bucket_start, count(snapshot_status) as servers from node_status_hourly_mv group by 1)
    select (select count(*) from hour where servers > 0) as hours, (select min(servers) from hour where servers > 0) as fewest,
      (select count(*) from fleet_gap) as gaps, (select sum(online_s) / sum(online_s + offline_s + maintenance_s) from node_status_hourly_mv) as online`,
    Row,
  );
  expect([hours, hours + 1]).toContain(seen?.hours);
  expect([seen?.fewest, seen?.gaps]).toEqual([12, 0]);
  expect(seen?.online).toBeGreaterThan(0.9);
});

test("traffic belongs to the package that was active, and to none only after the end of one", async () => {
  const Row = z.object({ lines: column.count, strangers: column.count, unpackaged: z.array(z.string()) });
  const [seen] = await db.rows(
    sql`
    select count(*) as lines,
      count(*) filter (where l.package_queue_id is not null and not (q.activated_at <= l.at and l.at < q.expires_at)) as strangers,
      coalesce(array_agg(distinct u.email) filter (where l.package_queue_id is null), '{}') as unpackaged
    from usage_line l join app_user u using (uid) left join package_queue q on q.id = l.package_queue_id`,
    Row,
  );
  expect(seen?.lines).toBeGreaterThan(4_000);
  expect(seen?.strangers).toBe(0);
  expect(seen?.unpackaged.filter((email) => email !== "elif.kaya@customer.example")).toEqual([]);
});

test("one customer is near the quota, and one node stands by idle", async () => {
  const Row = z.object({ fullest: z.string(), share: z.number(), idle: z.array(z.string()) });
  const [seen] = await db.rows(
    sql`
    with used as (
      select u.email, (sum(d.billed_upload + d.billed_download) / p.traffic_limit)::float8 as share
      from package_queue q join package p on p.id = q.package_id join app_user u on u.id = q.user_id
      join user_package_usage_daily d on d.package_queue_id = q.id
      where q.status = 'active' group by u.email, p.traffic_limit)
    select email as fullest, share,
      (select array_agg(s.name) from node_server s where not exists (
        select from node_client c join node_client_usage n on n.node_client_id = c.id where c.node_server_id = s.id)) as idle
    from used order by share desc limit 1`,
    Row,
  );
  expect(seen?.fullest).toBe("jonas.weber@customer.example");
  expect(seen?.share).toBeGreaterThan(0.9);
  expect(seen?.share).toBeLessThan(1);
  expect(seen?.idle).toEqual(["sin-2.fleet.example"]);
});

test("two appliances were heard to the end, one of them filling, with tasks that ended", async () => {
  const Row = z.object({ heard: column.count, days: column.count, open: column.count, failed: column.count, unfinished: column.count });
  const [seen] = await db.rows(
    sql`
    select (select count(*) from appliance where last_report_at = ${end}::timestamptz) as heard,
      (select count(*) from appliance_capacity_daily where repository_id = 'nightly') as days,
      (select count(*) from appliance_task) as open,
      (select count(*) from appliance_task where status = 'failed') as failed,
      (select count(*) from appliance_task where status in ('pending', 'running') and started_at < ${end}::timestamptz - interval '20 minutes') as unfinished`,
    Row,
  );
  expect(seen).toMatchObject({ heard: 2, unfinished: 0 });
  expect(seen?.days).toBeGreaterThanOrEqual(hours / 24);
  expect(seen?.open).toBeGreaterThan(100);
  expect(seen?.failed).toBeGreaterThan(3);
});

test("it is billed: what packages have used is what the ledger holds for them", async () => {
  const Row = z.object({ unbilled: column.count, unfinished: column.count, used: column.count, wrong: column.count });
  const [seen] = await db.rows(
    sql`
    select (select count(*) from usage_line where billed_at is null) as unbilled,
      (select count(*) from billing_event where state <> 'done') as unfinished,
      (select count(*) from package_queue where upload + download > 0) as used,
      (select count(*) from package_queue q left join (
        select package_queue_id, sum(billed_upload) as upload, sum(billed_download) as download from usage_line group by 1) l on l.package_queue_id = q.id
        where (q.upload, q.download) is distinct from (coalesce(l.upload, 0), coalesce(l.download, 0))) as wrong`,
    Row,
  );
  expect(seen).toMatchObject({ unbilled: 0, unfinished: 0, wrong: 0 });
  expect(seen?.used).toBeGreaterThan(30);
});

test("the chain nodes have a day of minutes, counts that equal their messages, and nobody is connected any more", async () => {
  const Row = z.object({ nodes: column.count, steps: column.count, messages: column.count, counted: column.count, open: column.count });
  const [seen] = await db.rows(
    sql`
    select (select count(*) from telemetry_node) as nodes, (select count(distinct bucket) from telemetry_node_minute) as steps,
      (select count(*) from substrate_logs) as messages, (select sum(qty) from substrate_log_stats) as counted,
      (select count(*) from peer_connections where disconnected_at is null) as open`,
    Row,
  );
  expect([seen?.nodes, seen?.steps, seen?.open]).toEqual([16, 288, 0]);
  expect(seen?.messages).toBeGreaterThan(10_000);
  expect(seen?.counted).toBe(seen?.messages);
});
