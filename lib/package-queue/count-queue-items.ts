import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { QueueCounts, QueueFilter } from "#lib/package-queue/schema";
import { countedItems } from "./internal/counted-items.ts";
import { countablePeople, findPeople } from "./internal/find-people.ts";

const Row = z.object({
  series: z.string(),
  name: z.string(),
  in_queue: column.count,
  active: column.count,
  consumed: column.count,
  cancelled: column.count,
});

/**
 * How many items the filter of the list admits, by series and status; series without any are left out. By name.
 * @throws DomainError unprocessable when `q` finds more users than are counted for one request
 */
export const countQueueItems = operation(
  { name: "countQueuedPackages", summary: "Count queued packages", policy: "packages:read", input: QueueFilter, output: QueueCounts },
  async (ctx, { q, ...filter }) => {
    const people = await findPeople(ctx.db, q);
    if (people && "pattern" in people) throw tooMany();
    const rows = await ctx.db.rows(
      sql`
      select c.series, m.name, coalesce(sum(c.items) filter (where c.status = 'in_queue'), 0) as in_queue,
        coalesce(sum(c.items) filter (where c.status = 'active'), 0) as active,
        coalesce(sum(c.items) filter (where c.status = 'consumed'), 0) as consumed,
        coalesce(sum(c.items) filter (where c.status = 'cancelled'), 0) as cancelled
      from ${countedItems(ctx.now, { ...filter, people })} c,
      lateral (select name from package where series = c.series order by is_master desc, version desc limit 1) as m
      group by c.series, m.name order by m.name, c.series`,
      Row,
    );
    return { items: rows.map(({ in_queue, ...row }) => ({ ...row, inQueue: in_queue })) };
  },
);

function tooMany(): DomainError {
  const detail = `finds more than ${countablePeople} users, too many to count their items; give more of the e-mail`;
  return new DomainError("unprocessable", `q ${detail}`, { errors: [{ path: "q", code: "too_many", detail }] });
}
