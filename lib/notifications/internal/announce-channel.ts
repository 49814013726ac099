import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

/** Tells the pages that a channel was made, changed or deleted. */
export function announceChannel(tx: SqlTransaction, now: Date, channelId: string): void {
  publish(tx, now, "notification:channel-changed", ["permission:monitoring:read"], { channelId });
}
