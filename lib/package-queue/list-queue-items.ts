import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { ListQueueInput, QueueItemList } from "#lib/package-queue/schema";
import { cutPage } from "#lib/universal/paging";
import { itemsAt, readQueueItems } from "./internal/queue-item-row.ts";

const Place = z.tuple([z.string().regex(/^\d{1,19}$/)]);
const Total = z.object({ total: column.count });

/** The latest purchase first; `status` is what an item is now, so an expired one is `consumed`. `orderId` is its `byOrder`. */
export const listQueueItems = operation(
  { name: "listQueuedPackages", summary: "List queued packages", policy: "packages:read", input: ListQueueInput, output: QueueItemList },
  async (ctx, { userId, orderId, packageId, status, limit, offset, cursor }) => {
    const place = readCursor(cursor, Place);
    const where = sql`where true
      ${userId === undefined ? emptySql : sql`and q.user_id = ${userId}::uuid`}
      ${orderId === undefined ? emptySql : sql`and q.by_order = ${orderId}`}
      ${packageId === undefined ? emptySql : sql`and q.package_id = ${packageId}::uuid`}
      ${status === undefined ? emptySql : sql`and q.status = ${status}`}`;
    const after = place ? sql`and q.position < ${place[0]}::bigint` : emptySql;
    const [rows, totals] = await Promise.all([
      readQueueItems(ctx.db, ctx.now, sql`${where} ${after} order by q.position desc offset ${offset} limit ${limit + 1}`),
      ctx.db.rows(sql`select count(*) as total from ${itemsAt(ctx.now)} q ${where}`, Total),
    ]);
    const { items, nextCursor } = cutPage(rows, limit, (row) => [String(row.position)]);
    return { items: items.map((row) => row.item), nextCursor, total: totals[0]?.total ?? 0 };
  },
);
