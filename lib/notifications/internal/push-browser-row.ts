import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { PushBrowser } from "#lib/notifications/schema";
import { browsersToTell } from "./push-audience.ts";

const Row = z.object({ id: z.string(), label: z.string(), service: z.string(), created_at: column.instant });

/** Browsers `b` of accounts `u` as their owners see them, the oldest first. What reaches them is never shown. */
export async function readPushBrowsers(reader: Pick<SqlTransaction, "rows">, condition: Sql): Promise<PushBrowser[]> {
  const rows = await reader.rows(
    sql`select b.id, b.label, t.config ->> 'origin' as service, b.created_at
    from ${browsersToTell} join notification_target t on t.id = b.target_id where ${condition} order by b.created_at, b.id`,
    Row,
  );
  return rows.map(({ id, label, service, created_at: at }) => ({ id, label, service: new URL(service).host, createdAt: at.toISOString() }));
}
