import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { DeliveryList, ListChannelDeliveriesInput } from "#lib/notifications/schema";
import { cutPage } from "#lib/universal/paging";
import { readChannel } from "./internal/channel-row.ts";
import { readDeliveries } from "./internal/delivery-row.ts";

const Place = z.tuple([z.string().regex(/^\d+$/)]);

/** What was sent, waits and was given up for one channel, newest first. @throws DomainError not_found */
export const listChannelDeliveries = operation(
  {
    name: "listChannelDeliveries",
    summary: "List deliveries of a channel",
    policy: "monitoring:read",
    input: ListChannelDeliveriesInput,
    output: DeliveryList,
  },
  async (ctx, { id, state, limit, cursor }) => {
    const place = readCursor(cursor, Place)?.[0];
    await readChannel(ctx.db, id);
    const rows = await readDeliveries(
      ctx.db,
      ctx.now,
      sql`join channel_delivery cd on cd.delivery_id = d.id where cd.channel_id = ${id}::uuid
      ${state === undefined ? emptySql : sql`and d.state = ${state}`}
      ${place === undefined ? emptySql : sql`and cd.seq < ${place}::bigint`}
      order by cd.seq desc limit ${limit + 1}`,
    );
    const { items, nextCursor } = cutPage(rows, limit, ({ seq }) => [String(seq)]);
    return { items: items.map(({ delivery }) => delivery), nextCursor };
  },
);
