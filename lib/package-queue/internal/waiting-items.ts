import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type QueueItemRow, readQueueItems } from "./queue-item-row.ts";

/** What waits of a user, in the order in which it will start. */
export async function readWaiting(reader: Pick<SqlTransaction, "rows">, now: Date, userId: string): Promise<QueueItemRow[]> {
  return (await readQueueItems(reader, now, sql`where q.user_id = ${userId}::uuid and q.status = 'in_queue'`)).toReversed();
}
