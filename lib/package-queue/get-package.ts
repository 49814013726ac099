import { operation } from "#lib/auth/operation";
import { Package, PackageIdInput } from "#lib/package-queue/schema";
import { readPackage } from "./internal/package-row.ts";

export const getPackage = operation(
  {
    name: "getPackage",
    summary: "Show a package with how many bought it",
    policy: "packages:read",
    input: PackageIdInput,
    output: Package,
  },
  (ctx, { id }) => readPackage(ctx.db, ctx.now, id),
);
