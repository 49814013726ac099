import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { lockNumbers, packageExpiring } from "#lib/package-queue/billing-events";

/** An item whose time is over. */
export interface Expired {
  userId: string;
  queueItemId: string;
  packageId: string;
  expiredAt: Date;
}

/**
 * Writes one `PackageExpiringEvent` per item with the transaction that consumes it: what it announces has happened when
 * it becomes visible, so it is born done. Numbered at the end of the transaction, before the event log's own lock.
 */
export function emitExpired(tx: SqlTransaction, now: Date, items: readonly Expired[]): void {
  if (items.length === 0) return;
  const payloads = items.map(({ userId, queueItemId, packageId, expiredAt }) => ({
    user: userId,
    package_queue_id: queueItemId,
    package_id: packageId,
    expired_at: expiredAt.toISOString(),
    time: now.toISOString(),
  }));
  tx.beforeCommit.unshift(async (sqlTx) => {
    await sqlTx.execute(sql`
      with locked as materialized (select ${lockNumbers})
      insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at, consumed_at)
      select ${packageExpiring.route}, ${packageExpiring.type}, (e.payload ->> 'user')::uuid, e.payload,
        ${now}::timestamptz, 'done', ${now}::timestamptz, ${now}::timestamptz
      from locked, jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) as e(payload)`);
  });
}
