import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { emitToWebhooks } from "#lib/notifications/webhook-deliveries";
import { dueWarnings } from "#lib/package-queue/due-warnings";
import { PackageWarningKind } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { mailWarnings } from "./mail-warnings.ts";
import type { ActiveItem } from "./running-items.ts";

const Given = z.object({ package_queue_id: z.string(), kind: PackageWarningKind });

/** Tells the users of active items (page, mail) and outside systems what is due by `now`; the unique row lets each be told once. Returns how many were told. */
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
  const itemOf = new Map(items.map((item) => [item.id, item]));
  const told = given.flatMap(({ package_queue_id: id, kind }) => {
    const item = itemOf.get(id);
    return item ? [{ item, kind }] : [];
  });
  for (const { item, kind } of told)
    publish(tx, now, "package:warning", [`user:${item.userId}`], { userId: item.userId, queueItemId: item.id, kind });
  await emitToWebhooks(
    tx,
    now,
    told.map(({ item, kind }) => ({ type: "package.warning", data: warningData(item, kind) })),
  );
  await mailWarnings(tx, now, told);
  return given.length;
}

/** A warning as outside systems get it; byte counts as text. */
function warningData({ userId, id, packageId, used, quota, expiresAt }: ActiveItem, kind: PackageWarningKind): Record<string, unknown> {
  const bytes = { usedBytes: String(used), quotaBytes: String(quota) };
  return { userId, queueItemId: id, packageId, kind, ...bytes, expiresAt: expiresAt?.toISOString() ?? null };
}
