import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { LineRejection, ReportLine } from "#lib/usage/line";

const Outcome = z.object({
  rejected: z.array(
    z.object({ report: z.number(), index: z.number(), code: z.enum(["unknown_user", "unknown_node_client", "billed_too_large"]) }),
  ),
  user_ids: z.array(z.string()),
  accepted: z.record(z.string(), z.number()),
});

const details = {
  unknown_user: "no user has this id",
  unknown_node_client: "this server has no such node client",
  billed_too_large: "raw bytes times the traffic factor pass 2^63-1",
} as const;

/** Lines under the id of their report. */
export interface LinesOfReport {
  id: string;
  lines: readonly ReportLine[];
}

export interface Recorded {
  /** Of each report, in their order. */
  reports: { accepted: number; rejected: LineRejection[] }[];
  /** Whose usage changed. */
  userIds: string[];
}

/**
 * Writes the lines of reports of one server, and every roll-up of them, in one statement of the caller's transaction.
 *
 * Each line is billed by itself, `round_half_up(raw × factor)` in exact decimals, with the factor its node client has
 * now and for the package item that was active at the line's instant. Lines of unknown users or clients are left out
 * and named. Roll-up keys belong to one server, whose reports the caller serialises, so no two reports wait for each
 * other in different orders.
 */
export async function recordLines(tx: SqlTransaction, nodeServerId: number, reports: readonly LinesOfReport[]): Promise<Recorded> {
  const lines = reports.flatMap((report) => report.lines);
  if (lines.length === 0) return { reports: reports.map(() => ({ accepted: 0, rejected: [] })), userIds: [] };
  const [outcome] = await tx.rows(
    sql`
with given as materialized (
  select * from unnest(
    ${reports.flatMap((report, number) => report.lines.map(() => number + 1))}::int[], ${lines.map((line) => line.index)}::int[], ${lines.map((line) => line.uid)}::int[], ${lines.map((line) => line.userId)}::uuid[],
    ${lines.map((line) => line.nodeClientId)}::int[], ${lines.map((line) => String(line.upload))}::bigint[],
    ${lines.map((line) => String(line.download))}::bigint[], ${lines.map((line) => line.at.toISOString())}::timestamptz[]
  ) as i(report, line_no, uid, user_id, node_client_id, upload, download, at)
), input as materialized (
  select g.report, g.line_no, coalesce(g.uid, named.uid) as uid, g.node_client_id, g.upload, g.download, g.at
  from given g left join app_user named on named.id = g.user_id
), clients as materialized (
  select id, traffic_factor, row_number() over (order by is_default desc, is_enabled desc, display_order, id) = 1 as is_fallback
  from node_client where node_server_id = ${nodeServerId}
), line as materialized (
  select i.report, i.line_no, u.id as user_id, u.uid, c.id as node_client_id, i.at, i.upload, i.download, c.traffic_factor,
    round(i.upload * c.traffic_factor) as billed_upload, round(i.download * c.traffic_factor) as billed_download,
    item.id as package_queue_id,
    floor(extract(epoch from i.at) / 900)::int as quarter,
    case when u.id is null then 'unknown_user' when c.id is null then 'unknown_node_client'
      when greatest(round(i.upload * c.traffic_factor), round(i.download * c.traffic_factor)) > 9223372036854775807 then 'billed_too_large' end as code
  from input i
  left join app_user u on u.uid = i.uid
  left join clients c on case when i.node_client_id is null then c.is_fallback else c.id = i.node_client_id end
  left join lateral (
    select q.id from package_queue q
    where q.uid = u.uid and q.activated_at <= i.at and (q.ended_at is null or q.ended_at > i.at)
      and (q.expires_at is null or q.expires_at > i.at)
    order by q.activated_at desc limit 1
  ) item on true
), written as (
  insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download, package_queue_id)
  select at, (${reports.map(({ id }) => id)}::uuid[])[report], line_no, uid, node_client_id, upload, download, traffic_factor, billed_upload, billed_download, package_queue_id
  from line where code is null
), quarter as materialized (
  select uid, quarter as bucket, node_client_id, package_queue_id, sum(upload) as ru, sum(download) as rd, sum(billed_upload) as bu, sum(billed_download) as bd
  from line where code is null group by 1, 2, 3, 4
), quarters as (
  insert into user_package_usage as t (uid, bucket, node_client_id, package_queue_id, raw_upload, raw_download, billed_upload, billed_download)
  select * from quarter order by 1, 2, 3, 4
  on conflict (uid, bucket, node_client_id, package_queue_id) do update set raw_upload = t.raw_upload + excluded.raw_upload,
    raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
), hours as (
  insert into user_package_usage_hourly as t (uid, bucket, node_client_id, package_queue_id, raw_upload, raw_download, billed_upload, billed_download)
  select uid, bucket / 4, node_client_id, package_queue_id, sum(ru), sum(rd), sum(bu), sum(bd) from quarter group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (uid, bucket, node_client_id, package_queue_id) do update set raw_upload = t.raw_upload + excluded.raw_upload,
    raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
), days as (
  insert into user_package_usage_daily as t (uid, bucket, node_client_id, package_queue_id, raw_upload, raw_download, billed_upload, billed_download)
  select uid, bucket / 96, node_client_id, package_queue_id, sum(ru), sum(rd), sum(bu), sum(bd) from quarter group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (uid, bucket, node_client_id, package_queue_id) do update set raw_upload = t.raw_upload + excluded.raw_upload,
    raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
), fleet as (
  insert into node_client_usage as t (node_client_id, bucket, raw_upload, raw_download, billed_upload, billed_download)
  select node_client_id, bucket, sum(ru), sum(rd), sum(bu), sum(bd) from quarter group by 1, 2 order by 1, 2
  on conflict (node_client_id, bucket) do update set raw_upload = t.raw_upload + excluded.raw_upload,
    raw_download = t.raw_download + excluded.raw_download, billed_upload = t.billed_upload + excluded.billed_upload, billed_download = t.billed_download + excluded.billed_download
)
select coalesce((select jsonb_object_agg(report, lines) from (select report, count(*) as lines from line where code is null group by 1) a), '{}') as accepted,
  coalesce((select jsonb_agg(jsonb_build_object('report', report, 'index', line_no, 'code', code) order by report, line_no)
    from line where code is not null), '[]') as rejected,
  coalesce((select jsonb_agg(distinct user_id) from line where code is null), '[]') as user_ids`,
    Outcome,
  );
  if (!outcome) throw new Error("Recording lines returned no outcome");
  const rejectedOf = (number: number) => outcome.rejected.filter(({ report }) => report === number);
  return {
    reports: reports.map((_report, index) => ({
      accepted: outcome.accepted[index + 1] ?? 0,
      rejected: rejectedOf(index + 1).map(({ index: line, code }) => ({ index: line, code, detail: details[code] })),
    })),
    userIds: outcome.user_ids,
  };
}
