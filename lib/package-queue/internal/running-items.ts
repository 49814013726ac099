import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { RunningItem } from "#lib/package-queue/end-of-item";

const Row = z.object({
  id: z.string(),
  user_id: z.string(),
  package_id: z.string(),
  used: column.bytes,
  quota: column.bytes,
  activated_at: column.instant,
  expires_at: column.instant.nullable(),
});

export interface ActiveItem extends RunningItem {
  id: string;
  userId: string;
  packageId: string;
}

/** What billing has applied: what a queue is settled by, a few seconds behind the ledger. */
export const appliedBytes = sql`q.upload + q.download`;
/** What the ledger holds, with the traffic that billing has not taken yet. */
export const ledgerBytes = sql`greatest(q.upload + q.download,
  (select sum(d.billed_upload + d.billed_download) from user_package_usage_daily d where d.package_queue_id = q.id))`;

/** Active items with what decides about them; `condition` is on `package_queue q`, `used` is one of the two above. */
export async function readRunningItems(reader: Pick<SqlTransaction, "rows">, condition: Sql, used = appliedBytes): Promise<ActiveItem[]> {
  const rows = await reader.rows(
    sql`select q.id, q.user_id, q.package_id, ${used} as used, p.traffic_limit::numeric + q.adjust_quota as quota,
      q.activated_at, q.expires_at
    from package_queue q join package p on p.id = q.package_id where q.status = 'active' and ${condition}`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    packageId: row.package_id,
    used: row.used,
    quota: row.quota,
    activatedAt: row.activated_at,
    expiresAt: row.expires_at,
  }));
}
