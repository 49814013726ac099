import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { ListPackageSeriesInput, PackageSeriesList } from "#lib/package-queue/schema";
import { cutPage } from "#lib/universal/paging";
import { noItems, readItemCounts, sumCounts } from "./internal/item-counts.ts";
import { readPackages } from "./internal/package-row.ts";
import { packageMatches } from "./internal/package-text.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);
const Version = z.object({ id: z.string(), series: z.string() });

/** One row per series, the newest master first, with the items of all its versions. */
export const listPackageSeries = operation(
  {
    name: "listPackageSeries",
    summary: "List series of packages",
    policy: "packages:read",
    input: ListPackageSeriesInput,
    output: PackageSeriesList,
  },
  async (ctx, { q, retired, limit, cursor }) => {
    const place = readCursor(cursor, Place);
    const masters = await readPackages(
      ctx.db,
      ctx.now,
      sql`where p.is_master ${packageMatches(q)}
      ${retired === undefined ? emptySql : sql`and (p.retired_at is not null) = ${retired}`}
      ${place ? sql`and (p.created_at, p.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql}
      order by p.created_at desc, p.id desc limit ${limit + 1}`,
    );
    const found = masters.map(({ series }) => series);
    const versions = await ctx.db.rows(sql`select id, series from package where series = any(${found}::uuid[])`, Version);
    const counts = await readItemCounts(
      ctx.db,
      ctx.now,
      versions.map(({ id }) => id),
    );
    const ofSeries = Map.groupBy(versions, ({ series }) => series);
    const rows = masters.map((master) => {
      const its = ofSeries.get(master.series) ?? [];
      return { series: master.series, master, versions: its.length, items: sumCounts(its.map(({ id }) => counts.get(id) ?? noItems)) };
    });
    return cutPage(rows, limit, ({ master }) => [master.createdAt, master.id]);
  },
);
