import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { emitToWebhooks, webhookDeliveries } from "#lib/notifications/webhook-deliveries";
import { eventMessages, lockNumbers, packageExpiring } from "#lib/package-queue/billing-events";
import type { ItemEnd } from "#lib/package-queue/end-of-item";
import { publish } from "#lib/realtime/publish";

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
  publish(tx, now, "billing-event:changed", ["permission:packages:read"], { count: items.length });
  tx.beforeCommit.unshift(async (sqlTx) => {
    await sqlTx.execute(sql`
      with locked as materialized (select ${lockNumbers}), written as (
      insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at, consumed_at)
      select ${packageExpiring.route}, ${packageExpiring.type}, (e.payload ->> 'user')::uuid, e.payload,
        ${now}::timestamptz, 'done', ${now}::timestamptz, ${now}::timestamptz
      from locked, jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) as e(payload)
      returning id, seq, type, route, payload)
      ${webhookDeliveries(eventMessages(sql`written`), now)}`);
  });
}

/** Tells outside systems which items began, with this transaction. */
export function tellActivated(tx: SqlTransaction, now: Date, items: readonly { userId: string; queueItemId: string }[]): Promise<void> {
  return emitToWebhooks(
    tx,
    now,
    items.map(({ userId, queueItemId }) => ({ type: "package.activated", data: { userId, queueItemId } })),
  );
}

/** Tells outside systems which items were consumed, by what and when. */
export function tellConsumed(
  tx: SqlTransaction,
  now: Date,
  items: readonly { id: string; userId: string; packageId: string; end: ItemEnd }[],
): Promise<void> {
  return emitToWebhooks(
    tx,
    now,
    items.map(({ id, userId, packageId, end }) => ({
      type: "package.consumed",
      data: { userId, queueItemId: id, packageId, consumedBy: end.by, endedAt: end.at.toISOString() },
    })),
  );
}
