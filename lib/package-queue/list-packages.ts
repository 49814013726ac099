import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { ListPackagesInput, PackageList } from "#lib/package-queue/schema";
import { cutPage } from "#lib/universal/paging";
import { readPackages } from "./internal/package-row.ts";
import { packageMatches } from "./internal/package-text.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);
const Total = z.object({ total: column.count });

/** Every version of every series, newest first. `total` counts what the filter admits, past the page too. */
export const listPackages = operation(
  { name: "listPackages", summary: "List packages", policy: "packages:read", input: ListPackagesInput, output: PackageList },
  async (ctx, { q, series, onlyMasters, retired, limit, offset, cursor }) => {
    const place = readCursor(cursor, Place);
    const where = sql`where true ${packageMatches(q)}
      ${series === undefined ? emptySql : sql`and p.series = ${series}::uuid`}
      ${onlyMasters ? sql`and p.is_master` : emptySql}
      ${retired === undefined ? emptySql : sql`and (p.retired_at is not null) = ${retired}`}`;
    // Instants are kept in milliseconds here: what a cursor says is what the row holds.
    const after = place ? sql`and (p.created_at, p.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql;
    const [items, totals] = await Promise.all([
      readPackages(ctx.db, ctx.now, sql`${where} ${after} order by p.created_at desc, p.id desc offset ${offset} limit ${limit + 1}`),
      ctx.db.rows(sql`select count(*) as total from package p ${where}`, Total),
    ]);
    return { ...cutPage(items, limit, (item) => [item.createdAt, item.id]), total: totals[0]?.total ?? 0 };
  },
);
