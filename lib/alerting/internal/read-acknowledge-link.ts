import { z } from "zod";
import { column } from "#lib/core/columns";
import { DomainError, notFound } from "#lib/core/errors";
import { emptySql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { readAcknowledgeToken } from "../acknowledge-token.ts";

const Row = z.object({
  id: z.string(),
  at: column.instant,
  channel: z.string(),
  alert_ids: z.array(z.string()),
  acknowledged_at: column.instant.nullable(),
});

/**
 * The notice that a link is for; held until COMMIT when it is about to be used.
 * @throws DomainError not_found for a link that is none, or whose time is over; wrong_state when it was used
 */
export async function readAcknowledgeLink(
  reader: Pick<SqlTransaction, "rows">,
  token: string,
  now: Date,
  options: { isToUse?: boolean } = {},
): Promise<z.output<typeof Row>> {
  const id = readAcknowledgeToken(token, now);
  const [notice] =
    id === undefined
      ? []
      : await reader.rows(
          sql`select n.id, n.at, c.name as channel, n.alert_ids, n.acknowledged_at from notice n join notification_channel c on c.id = n.channel_id
          where n.id = ${id}::uuid ${options.isToUse ? sql`for update of n` : emptySql}`,
          Row,
        );
  if (!notice) throw notFound("Acknowledge link");
  if (notice.acknowledged_at !== null) throw new DomainError("wrong_state", `This link was used ${notice.acknowledged_at.toISOString()}`);
  return notice;
}
