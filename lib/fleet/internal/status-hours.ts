import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { HistoryRange } from "#lib/fleet/history-range";
import { NodeStatus, type NodeStatusHour, type StatusChange } from "#lib/fleet/schema";
import type { Reader } from "./reader.ts";

const Hour = z.object({
  bucket_start: column.instant,
  snapshot_status: NodeStatus.nullable(),
  online_s: z.number(),
  offline_s: z.number(),
  maintenance_s: z.number(),
});
const Change = z.object({ status: NodeStatus, reason: z.string(), is_snapshot: z.boolean(), created_at: column.instant });

/** More changes than this of one range are not listed; the newest are. */
const shownChanges = 1_000;

/** Hours of one server that touch the range, oldest first; hours that were not recorded are absent. */
export async function readStatusHours(db: Reader, nodeServerId: number, { start, end }: HistoryRange): Promise<NodeStatusHour[]> {
  const rows = await db.rows(
    sql`
    select bucket_start, snapshot_status, online_s, offline_s, maintenance_s from node_status_hourly_mv
    where node_server_id = ${nodeServerId} and bucket_start >= date_trunc('hour', ${start}::timestamptz, 'UTC') and bucket_start < ${end}::timestamptz
    order by bucket_start`,
    Hour,
  );
  return rows.map((row) => ({
    bucketStart: row.bucket_start.toISOString(),
    snapshotStatus: row.snapshot_status,
    onlineS: row.online_s,
    offlineS: row.offline_s,
    maintenanceS: row.maintenance_s,
  }));
}

/** Changes of one server in the range, newest first. From the table: a change of a second ago is there. */
export async function readStatusChanges(
  db: Reader,
  nodeServerId: number,
  { start, end }: HistoryRange,
  limit = shownChanges,
): Promise<StatusChange[]> {
  const rows = await db.rows(
    sql`
    select status, reason, is_snapshot, created_at from node_status_history
    where node_server_id = ${nodeServerId} and not is_snapshot and created_at >= ${start}::timestamptz and created_at < ${end}::timestamptz
    order by created_at desc, id desc limit ${limit}`,
    Change,
  );
  return rows.map(changeView);
}

export function changeView(row: z.output<typeof Change>): StatusChange {
  return { status: row.status, reason: row.reason, isSnapshot: row.is_snapshot, at: row.created_at.toISOString() };
}
