import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type TargetHealth, type Webhook, WebhookEventType } from "#lib/notifications/schema";
import { healthOf } from "./health.ts";

/** A count beyond this is shown as more than it, and never counted to its end. */
const countedTo = 10_000;

const Row = z.object({
  id: z.string(),
  description: z.string(),
  config: z.object({ url: z.string().default("") }),
  event_types: z.array(WebhookEventType),
  is_enabled: z.boolean(),
  created_at: column.instant,
  paused_at: column.instant.nullable(),
  paused_reason: z.string().nullable(),
  previous_secret_until: column.instant.nullable(),
  failures: z.number().int(),
  failing_since: column.instant.nullable(),
  last_success_at: column.instant.nullable(),
  last_error: z.string().nullable(),
  waiting: column.count,
  dead: column.count,
});

/** Reads targets with their health and what waits for them; `rest` is what follows `from notification_target t`. */
export async function readTargets(reader: Pick<SqlTransaction, "rows">, rest: Sql): Promise<Webhook[]> {
  const count = (state: "waiting" | "dead") =>
    sql`(select count(*) from (select from delivery d where d.target_id = t.id and d.state = ${state} limit ${countedTo + 1}) c)`;
  const rows = await reader.rows(
    sql`select t.id, t.description, t.config, t.event_types, t.is_enabled, t.created_at, t.paused_at, t.paused_reason, t.previous_secret_until,
      t.failures, t.failing_since, t.last_success_at, t.last_error, ${count("waiting")} as waiting, ${count("dead")} as dead
    from notification_target t ${rest}`,
    Row,
  );
  return rows.map(viewOf);
}

function viewOf(row: z.output<typeof Row>): Webhook {
  const health: TargetHealth = healthOf({
    isEnabled: row.is_enabled,
    pausedAt: row.paused_at,
    failures: row.failures,
    lastSuccessAt: row.last_success_at,
  });
  return {
    id: row.id,
    url: row.config.url,
    description: row.description,
    eventTypes: row.event_types,
    isEnabled: row.is_enabled,
    createdAt: row.created_at.toISOString(),
    pausedAt: row.paused_at?.toISOString() ?? null,
    pausedReason: row.paused_reason,
    previousSecretUntil: row.previous_secret_until?.toISOString() ?? null,
    health,
    failures: row.failures,
    failingSince: row.failing_since?.toISOString() ?? null,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    lastError: row.last_error,
    waiting: row.waiting,
    dead: row.dead,
  };
}
