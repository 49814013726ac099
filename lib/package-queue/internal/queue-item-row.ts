import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type QueueItem, QueueStatus } from "#lib/package-queue/schema";

const Row = z.object({
  id: z.string(),
  user_id: z.string(),
  uid: z.number().int(),
  user_email: z.string(),
  package_id: z.string(),
  series: z.string(),
  package_name: z.string(),
  by_order: z.string().nullable(),
  status: QueueStatus,
  consumed_by: z.enum(["traffic", "time"]).nullable(),
  position: column.bytes,
  created_at: column.instant,
  activated_at: column.instant.nullable(),
  expires_at: column.instant.nullable(),
  ended_at: column.instant.nullable(),
  traffic_limit: column.bytes,
  expire_duration_s: column.count,
  adjust_quota: column.bytes,
  used_upload: column.bytes,
  used_download: column.bytes,
});

/** An item with its place in the order of purchase, for cursors. */
export interface QueueItemRow {
  item: QueueItem;
  position: bigint;
}

/** A queue item as it is at an instant: one whose time is over is consumed, even before the job has ended it. */
export function itemsAt(now: Date): Sql {
  return sql`(
    select q.id, q.user_id, q.uid, q.package_id, q.by_order, q.position, q.created_at, q.activated_at, q.expires_at, q.adjust_quota, q.upload, q.download,
      case when over.is_over then 'consumed' else q.status end as status,
      case when over.is_over then 'time' else q.consumed_by end as consumed_by,
      case when over.is_over then q.expires_at else q.ended_at end as ended_at
    from package_queue q,
    lateral (select q.status = 'active' and coalesce(q.expires_at <= ${now}::timestamptz, false) as is_over) as over
  )`;
}

/**
 * Reads queue items as they are at `now`; `rest` is what follows `from … q`. What was used is what the ledger holds for
 * the item; beyond the roll-ups' retention what billing had applied.
 */
export async function readQueueItems(reader: Pick<SqlTransaction, "rows">, now: Date, rest: Sql): Promise<QueueItemRow[]> {
  const rows = await reader.rows(
    sql`with found as (select q.* from ${itemsAt(now)} q ${rest})
    select f.id, f.user_id, f.uid, u.email as user_email, f.package_id, p.series, p.name as package_name, f.by_order, f.status, f.consumed_by, f.position, f.created_at, f.activated_at,
      f.expires_at, f.ended_at, p.traffic_limit, p.expire_duration_s, f.adjust_quota, coalesce(used.upload, f.upload) as used_upload, coalesce(used.download, f.download) as used_download
    from found f join package p on p.id = f.package_id join app_user u on u.id = f.user_id,
    lateral (select sum(billed_upload) as upload, sum(billed_download) as download from user_package_usage_daily d where d.package_queue_id = f.id) as used
    order by f.position desc`,
    Row,
  );
  return rows.map((row) => ({ item: viewOf(row), position: row.position }));
}

function viewOf(row: z.output<typeof Row>): QueueItem {
  return {
    id: row.id,
    userId: row.user_id,
    uid: row.uid,
    userEmail: row.user_email,
    packageId: row.package_id,
    series: row.series,
    packageName: row.package_name,
    byOrder: row.by_order,
    status: row.status,
    consumedBy: row.consumed_by,
    createdAt: row.created_at.toISOString(),
    activatedAt: row.activated_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    trafficLimit: String(row.traffic_limit),
    expireSeconds: row.expire_duration_s,
    adjustQuota: String(row.adjust_quota),
    used: { upload: String(row.used_upload), download: String(row.used_download) },
  };
}

/** One item by its id, as it is at `now`. */
export async function readQueueItem(reader: Pick<SqlTransaction, "rows">, now: Date, id: string): Promise<QueueItem | undefined> {
  const [found] = await readQueueItems(reader, now, sql`where q.id = ${id}::uuid`);
  return found?.item;
}

/** One item that is known to be there. */
export async function presentItem(reader: Pick<SqlTransaction, "rows">, now: Date, id: string): Promise<QueueItem> {
  const item = await readQueueItem(reader, now, id);
  if (!item) throw new Error("The queue item was not found again");
  return item;
}
