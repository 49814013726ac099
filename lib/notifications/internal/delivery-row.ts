import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type Delivery, DeliveryState } from "#lib/notifications/schema";

const Row = z.object({
  id: z.string(),
  seq: column.bytes,
  target_id: z.string(),
  target_name: z.string(),
  message_id: z.string(),
  topic: z.string(),
  recipient: z.string().nullable(),
  subject: z.string().nullable(),
  state: DeliveryState,
  attempts: z.number().int(),
  max_attempts: z.number().int(),
  is_claimed: z.boolean(),
  created_at: column.instant,
  next_attempt_at: column.instant,
  ended_at: column.instant.nullable(),
  last_error: z.string().nullable(),
});

/** Reads deliveries with their place in the list; `rest` is what follows `from delivery d`. */
export async function readDeliveries(
  reader: Pick<SqlTransaction, "rows">,
  now: Date,
  rest: Sql,
): Promise<{ delivery: Delivery; seq: bigint }[]> {
  const rows = await reader.rows(
    sql`select d.id, d.seq, d.target_id, (select coalesce(t.config ->> 'url', t.description) from notification_target t where t.id = d.target_id) as target_name, d.message_id, d.topic, d.recipient, case when d.recipient is not null then d.payload ->> 'subject' end as subject,
      d.state, d.attempts, d.max_attempts, d.claim is not null and d.next_attempt_at > ${now}::timestamptz as is_claimed, d.created_at,
      d.next_attempt_at, d.ended_at, d.last_error
    from delivery d ${rest}`,
    Row,
  );
  return rows.map((row) => ({ delivery: viewOf(row), seq: row.seq }));
}

function viewOf(row: z.output<typeof Row>): Delivery {
  return {
    id: row.id,
    targetId: row.target_id,
    targetName: row.target_name,
    messageId: row.message_id,
    topic: row.topic,
    recipient: row.recipient,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    isBeingSent: row.is_claimed,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.state === "waiting" && !row.is_claimed ? row.next_attempt_at.toISOString() : null,
    endedAt: row.ended_at?.toISOString() ?? null,
    lastError: row.last_error,
  };
}
