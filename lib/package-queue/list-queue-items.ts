import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { readCursor } from "#lib/core/read-cursor";
import { sql } from "#lib/core/sql";
import { ListQueueInput, QueueItemList } from "#lib/package-queue/schema";
import { cutPage } from "#lib/universal/paging";
import { countedItems } from "./internal/counted-items.ts";
import { findPeople } from "./internal/find-people.ts";
import { pageOfQueue } from "./internal/page-of-queue.ts";
import { readQueueItems } from "./internal/queue-item-row.ts";

const Place = z.tuple([z.string().regex(/^\d{1,18}$/)]);
const Total = z.object({ total: column.count });

/**
 * Last in the order of the queue first; `status` is what an item is now, so an expired one is `consumed`. `total` comes from
 * the kept counts, or is counted where the filter names people; a search that finds very many says how many there are at
 * least.
 */
export const listQueueItems = operation(
  { name: "listQueuedPackages", summary: "List queued packages", policy: "packages:read", input: ListQueueInput, output: QueueItemList },
  async (ctx, { limit, offset, cursor, q, ...filter }) => {
    const after = readCursor(cursor, Place)?.[0];
    const people = await findPeople(ctx.db, q);
    const search = { ...filter, people };
    const isTotalExact = people === undefined || "ids" in people;
    const [ids, totals] = await Promise.all([
      pageOfQueue(ctx.db, ctx.now, search, { after, offset, count: limit + 1 }),
      isTotalExact ? ctx.db.rows(sql`select coalesce(sum(items), 0) as total from ${countedItems(ctx.now, search)} c`, Total) : [],
    ]);
    const rows = await readQueueItems(ctx.db, ctx.now, sql`where q.id = any(${ids}::uuid[])`);
    const { items, nextCursor } = cutPage(rows, limit, (row) => [String(row.position)]);
    return { items: items.map((row) => row.item), nextCursor, total: totals[0]?.total ?? offset + rows.length, isTotalExact };
  },
);
