import { z } from "zod";
import { capacityRange, quarterDays } from "#lib/appliances/capacity-range";
import { Capacity, CapacityInput } from "#lib/appliances/schema";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";

/** A chart gets at most about this many points of each repository: the last of each of as many equal spans. */
const maxPoints = 300;
const Row = z.object({ repository_id: z.string(), at: column.instant, total_bytes: column.bytes, used_bytes: column.bytes });

/** What each repository of an appliance held over time, oldest first. */
export const showCapacity = operation(
  {
    name: "showApplianceCapacity",
    summary: "Capacity history of an appliance's repositories",
    policy: "appliances:read",
    input: CapacityInput,
    output: Capacity,
  },
  async (ctx, { id, ...asked }) => {
    const { start, end } = capacityRange(asked, ctx.now);
    const [appliance] = await ctx.db.rows(sql`select 1 from appliance where id = ${id}::uuid`, z.object({}));
    if (!appliance) throw notFound("Appliance");
    const table = start < keptFrom(ctx.now, quarterDays) ? sql`appliance_capacity_daily` : sql`appliance_capacity`;
    const spanS = (end.getTime() - start.getTime()) / 1000 / maxPoints;
    const rows = await ctx.db.rows(
      sql`select repository_id, at, total_bytes, used_bytes from (
        select distinct on (repository_id, span) * from (
          select *, floor(extract(epoch from at - ${start}::timestamptz) / ${spanS}::double precision) as span from ${table}
          where appliance_id = ${id}::uuid and at >= ${start}::timestamptz and at < ${end}::timestamptz) spanned
        order by repository_id, span, at desc) thinned order by repository_id, at`,
      Row,
    );
    const items = [...Map.groupBy(rows, ({ repository_id: repositoryId }) => repositoryId)].map(([repositoryId, points]) => ({
      repositoryId,
      points: points.map(({ at, total_bytes: total, used_bytes: used }) => ({
        at: at.toISOString(),
        totalBytes: String(total),
        usedBytes: String(used),
      })),
    }));
    return { start: start.toISOString(), end: end.toISOString(), items };
  },
);
