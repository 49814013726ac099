import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { CreatePackageInput, Package } from "#lib/package-queue/schema";
import { announcePackage, fieldsOf } from "./internal/change-package.ts";
import { lockSeries } from "./internal/lock-series.ts";
import { readPackage } from "./internal/package-row.ts";

const Id = z.object({ id: z.string() });

/**
 * A package that can be bought. With a known `series` it becomes that series' next version and its master in the same
 * moment: nobody ever sees a series with two masters or none. Simultaneous versions get numbers one after the other.
 * @throws DomainError not_found (unknown series)
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
        await lockSeries(tx, series, "alone");
        const former = await tx.execute(sql`update package set is_master = false where series = ${series}::uuid and is_master`);
        if (former === 0) throw notFound("Package series");
      }
      const ofSeries = series ?? crypto.randomUUID();
      const [made] = await tx.rows(
        sql`insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group, max_client_number, created_at)
        select ${ofSeries}::uuid, coalesce(max(version), 0) + 1, true, ${input.name}, ${input.trafficLimit}::bigint, ${input.expireSeconds}::bigint,
          ${input.availableGroup}::int, ${input.maxClientNumber ?? 0}::int, ${ctx.now}::timestamptz
        from package where series = ${ofSeries}::uuid returning id`,
        Id,
      );
      if (!made) throw new Error("The package was not written");
      const view = await readPackage(tx, ctx.now, made.id);
      await audit(tx, ctx, { action: "package.create", subjectKind: "package", subjectId: view.id, after: fieldsOf(view) });
      announcePackage(tx, ctx, view);
      return view;
    }),
);
