import { z } from "zod";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { DeliveryAttempt, DeliveryDetail } from "#lib/notifications/schema";
import { readDeliveries } from "./delivery-row.ts";

const Attempt = z.object({
  number: z.number().int(),
  started_at: column.instant,
  duration_ms: z.number().int().nullable(),
  is_success: z.boolean().nullable(),
  status_code: z.number().int().nullable(),
  error: z.string().nullable(),
  response: z.string().nullable(),
});
const Sent = z.object({ payload: z.record(z.string(), z.unknown()) });

/** A delivery with what is sent and every attempt. What of it is secret stays sealed. @throws DomainError not_found */
export async function readDelivery(reader: Pick<SqlTransaction, "rows">, now: Date, id: string): Promise<DeliveryDetail> {
  const [found] = await readDeliveries(reader, now, sql`where d.id = ${id}::uuid`);
  const [sent] = await reader.rows(sql`select d.payload - 'sealed' as payload from delivery d where d.id = ${id}::uuid`, Sent);
  if (!found || !sent) throw notFound("Delivery");
  const attempts = await reader.rows(
    sql`select number, started_at, duration_ms, is_success, status_code, error, response
    from delivery_attempt where delivery_id = ${id}::uuid order by number`,
    Attempt,
  );
  return { ...found.delivery, payload: sent.payload, log: attempts.map(viewOf) };
}

function viewOf(row: z.output<typeof Attempt>): DeliveryAttempt {
  return {
    number: row.number,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    isSuccess: row.is_success,
    statusCode: row.status_code,
    error: row.error,
    response: row.response,
  };
}
