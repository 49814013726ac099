import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { Delivery } from "#lib/notifications/schema";
import { readDeliveries } from "./internal/delivery-row.ts";

/** At most so many endpoints are listed. */
const most = 50;

/** Where one message was sent to, by the id that receivers know it by. */
export async function deliveriesOfMessage(reader: Pick<SqlTransaction, "rows">, now: Date, messageId: string): Promise<Delivery[]> {
  const rows = await readDeliveries(reader, now, sql`where d.message_id = ${messageId}::uuid order by d.seq limit ${most}`);
  return rows.map(({ delivery }) => delivery);
}
