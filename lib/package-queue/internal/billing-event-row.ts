import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type BillingEvent, BillingEventState, BillingEventType } from "#lib/package-queue/schema";

const Row = z.object({
  id: z.string(),
  seq: column.bytes,
  route: z.string(),
  type: BillingEventType,
  user_id: z.string(),
  user_email: z.string(),
  payload: z.record(z.string(), z.unknown()),
  created_at: column.instant,
  state: BillingEventState,
  attempts: z.number().int(),
  next_attempt_at: column.instant,
  last_error: z.string().nullable(),
  consumed_at: column.instant.nullable(),
});

/** Reads events; `rest` is what follows `from billing_event e`. */
export async function readBillingEvents(reader: Pick<SqlTransaction, "rows">, rest: Sql): Promise<BillingEvent[]> {
  const rows = await reader.rows(
    sql`select e.id, e.seq, e.route, e.type, e.user_id, (select email from app_user u where u.id = e.user_id) as user_email, e.payload, e.created_at, e.state, e.attempts, e.next_attempt_at, e.last_error, e.consumed_at
    from billing_event e ${rest}`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    seq: String(row.seq),
    route: row.route,
    type: row.type,
    userId: row.user_id,
    userEmail: row.user_email,
    payload: row.payload,
    createdAt: row.created_at.toISOString(),
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.state === "queued" ? row.next_attempt_at.toISOString() : null,
    lastError: row.last_error,
    consumedAt: row.consumed_at?.toISOString() ?? null,
  }));
}
