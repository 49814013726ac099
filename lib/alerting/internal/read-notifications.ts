import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { DeliveryState } from "#lib/notifications/schema";
import { type AlertNotification, maxNotifications } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  channel_id: z.string(),
  channel_name: z.string(),
  headline: z.string(),
  recipient: z.string().nullable(),
  state: DeliveryState,
  attempts: z.number().int(),
  is_claimed: z.boolean(),
  created_at: column.instant,
  next_attempt_at: column.instant,
  ended_at: column.instant.nullable(),
  last_error: z.string().nullable(),
  tried_at: column.instant.nullable(),
  duration_ms: z.number().int().nullable(),
  is_success: z.boolean().nullable(),
  status_code: z.number().int().nullable(),
  error: z.string().nullable(),
});

/** What was, or will be, sent about an alert, the last written first: a message and recipient each, as long as deliveries are kept. */
export async function readNotifications(reader: Pick<SqlTransaction, "rows">, now: Date, alertId: string): Promise<AlertNotification[]> {
  const rows = await reader.rows(
    sql`select d.id, c.id as channel_id, c.name as channel_name, n.headline, d.recipient, d.state, d.attempts,
      d.claim is not null and d.next_attempt_at > ${now}::timestamptz as is_claimed, d.created_at, d.next_attempt_at, d.ended_at, d.last_error,
      t.started_at as tried_at, t.duration_ms, t.is_success, t.status_code, t.error
    from notice n join channel_delivery cd on cd.notice_id = n.id join delivery d on d.id = cd.delivery_id
    join notification_channel c on c.id = cd.channel_id
    left join delivery_attempt t on t.delivery_id = d.id and t.number = d.attempts
    where n.alert_ids @> array[${alertId}::uuid] order by cd.seq desc limit ${maxNotifications}`,
    Row,
  );
  return rows.map(viewOf);
}

function viewOf(row: z.output<typeof Row>): AlertNotification {
  return {
    id: row.id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    headline: row.headline,
    recipient: row.recipient,
    state: row.state,
    attempts: row.attempts,
    isBeingSent: row.is_claimed,
    createdAt: row.created_at.toISOString(),
    nextAttemptAt: row.state === "waiting" && !row.is_claimed ? row.next_attempt_at.toISOString() : null,
    endedAt: row.ended_at?.toISOString() ?? null,
    lastError: row.last_error,
    lastAttempt: row.tried_at && {
      startedAt: row.tried_at.toISOString(),
      durationMs: row.duration_ms,
      isSuccess: row.is_success,
      statusCode: row.status_code,
      error: row.error,
    },
  };
}
