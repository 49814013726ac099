import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { CreatePackageInput, Package } from "#lib/package-queue/schema";
import { readPackages } from "./internal/package-row.ts";

const Id = z.object({ id: z.string() });

/**
 * A package that can be bought. With a known `series` it becomes that series' next version and its master in the same
 * moment: nobody ever sees a series with two masters or none. Simultaneous versions get numbers one after the other.
 */
export const createPackage = operation(
  {
    name: "createPackage",
    summary: "Create a package, or the next version of a series",
    policy: "packages:write",
    input: CreatePackageInput,
    output: Package,
  },
  async (ctx, { series, ...input }) =>
    transaction(ctx.db, async (tx) => {
      if (series !== undefined) {
        const [first] = await tx.rows(sql`select id from package where series = ${series}::uuid order by version limit 1 for update`, Id);
        if (!first) throw notFound("Package series");
        await tx.execute(sql`update package set is_master = false where series = ${series}::uuid and is_master`);
      }
      const ofSeries = series ?? crypto.randomUUID();
      const [made] = await tx.rows(
        sql`insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group, max_client_number, created_at)
        select ${ofSeries}::uuid, coalesce(max(version), 0) + 1, true, ${input.name}, ${input.trafficLimit}::bigint, ${input.expireSeconds}::bigint,
          ${input.availableGroup}::int, ${input.maxClientNumber ?? 0}::int, ${ctx.now}::timestamptz
        from package where series = ${ofSeries}::uuid returning id`,
        Id,
      );
      const [view] = made ? await readPackages(tx, sql`where p.id = ${made.id}::uuid`) : [];
      if (!view) throw new Error("The package was not written");
      await audit(tx, ctx, { action: "package.create", subjectKind: "package", subjectId: view.id, after: view });
      return view;
    }),
);
