import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

/** Tells the pages that an endpoint was made, changed or deleted. */
export function announceWebhook(tx: SqlTransaction, now: Date, webhookId: string): void {
  publish(tx, now, "webhook:changed", ["permission:settings:read"], { webhookId });
}
