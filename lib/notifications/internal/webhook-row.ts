import { notFound } from "#lib/core/errors";
import { emptySql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { Webhook } from "#lib/notifications/schema";
import { readTargets } from "./target-row.ts";

/** One endpoint; held until COMMIT when it is about to change. @throws DomainError not_found */
export async function readWebhook(
  reader: Pick<SqlTransaction, "rows">,
  id: string,
  options: { isToChange?: boolean } = {},
): Promise<Webhook> {
  const [webhook] = await readTargets(
    reader,
    sql`where t.id = ${id}::uuid and t.kind = 'webhook' ${options.isToChange ? sql`for no key update` : emptySql}`,
  );
  if (!webhook) throw notFound("Webhook");
  return webhook;
}
