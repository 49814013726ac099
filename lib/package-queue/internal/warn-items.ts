import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { dueWarnings } from "#lib/package-queue/due-warnings";
import { PackageWarningKind } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import type { ActiveItem } from "./running-items.ts";

const Given = z.object({ package_queue_id: z.string(), kind: PackageWarningKind });

/** Tells the users of active items what is due by `now`; the unique row lets each be told once. Returns how many were told. */
export async function warnItems(tx: SqlTransaction, now: Date, items: readonly ActiveItem[]): Promise<number> {
  const due = items.flatMap((item) => dueWarnings(item, now).map((kind) => ({ id: item.id, kind })));
  if (due.length === 0) return 0;
  const given = await tx.rows(
    sql`insert into package_warning (package_queue_id, kind, warned_at)
    select id, kind, ${now}::timestamptz
    from unnest(${due.map(({ id }) => id)}::uuid[], ${due.map(({ kind }) => kind)}::text[]) as d(id, kind) order by 1, 2
    on conflict do nothing returning package_queue_id, kind`,
    Given,
  );
  const userOf = new Map(items.map((item) => [item.id, item.userId]));
  for (const { package_queue_id: queueItemId, kind } of given) {
    const userId = userOf.get(queueItemId);
    if (userId) publish(tx, now, "package:warning", [`user:${userId}`], { userId, queueItemId, kind });
  }
  return given.length;
}
