import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { Package, PackageIdInput } from "#lib/package-queue/schema";
import { readPackages } from "./internal/package-row.ts";

export const getPackage = operation(
  { name: "getPackage", summary: "Show a package", policy: "packages:read", input: PackageIdInput, output: Package },
  async (ctx, { id }) => {
    const [found] = await readPackages(ctx.db, sql`where p.id = ${id}::uuid`);
    if (!found) throw notFound("Package");
    return found;
  },
);
