import { z } from "zod";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { DeliveryList, DeliveryState } from "#lib/notifications/schema";
import { cutPage } from "#lib/universal/paging";
import { readDeliveries } from "./delivery-row.ts";

const Place = z.tuple([z.string().regex(/^\d{1,18}$/)]);

interface Asked {
  state?: DeliveryState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Deliveries of one target (its id, as SQL), newest first. */
export async function pageOfDeliveries(
  reader: Pick<SqlTransaction, "rows">,
  now: Date,
  targetId: Sql,
  { state, limit, cursor }: Asked,
): Promise<DeliveryList> {
  const place = readCursor(cursor, Place)?.[0];
  const rows = await readDeliveries(
    reader,
    now,
    sql`where d.target_id = ${targetId}
    ${state === undefined ? emptySql : sql`and d.state = ${state}`}
    ${place === undefined ? emptySql : sql`and d.seq < ${place}::bigint`}
    order by d.seq desc limit ${limit + 1}`,
  );
  const { items, nextCursor } = cutPage(rows, limit, ({ seq }) => [String(seq)]);
  return { items: items.map(({ delivery }) => delivery), nextCursor };
}
