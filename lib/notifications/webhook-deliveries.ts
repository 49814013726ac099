import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { maxAttempts } from "#lib/notifications/after-attempt";
import type { WebhookEventType } from "#lib/notifications/schema";

/**
 * A statement that writes one delivery per event and endpoint that asks for its type now, for use beside the statement that
 * writes the events or in the same transaction. `events` selects `message_id uuid`, `type text`, `extra jsonb` (beside type,
 * timestamp and data in the body) and `data jsonb`. Costs nothing to speak of without endpoints.
 */
export function webhookDeliveries(events: Sql, now: Date): Sql {
  return sql`
  insert into delivery (target_id, message_id, topic, payload, created_at, state, max_attempts, next_attempt_at)
  select t.id, e.message_id, e.type, jsonb_build_object('type', e.type, 'timestamp', ${now.toISOString()}::text, 'data', e.data) || e.extra,
    ${now}::timestamptz, 'waiting', ${maxAttempts}, ${now}::timestamptz
  from (${events}) as e join notification_target t on t.kind = 'webhook' and t.is_enabled and e.type = any(t.event_types)
  on conflict (target_id, message_id) do nothing`;
}

/** News for outside systems. */
export interface WebhookEvent {
  type: WebhookEventType;
  data: Record<string, unknown>;
}

/** Writes events of this transaction for every endpoint that asks for them. */
export async function emitToWebhooks(tx: SqlTransaction, now: Date, events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = sql`select gen_random_uuid() as message_id, g.type, '{}'::jsonb as extra, g.data
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as g(type text, data jsonb)`;
  // One id per event, whoever receives it.
  await tx.execute(sql`with event as materialized (${rows}) ${webhookDeliveries(sql`select * from event`, now)}`);
}
