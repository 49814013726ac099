import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { Package, PackageIdInput } from "#lib/package-queue/schema";
import { changePackage } from "./internal/change-package.ts";

/** It can be bought again. @throws DomainError not_found, wrong_state when it is not retired */
export const unretirePackage = operation(
  { name: "unretirePackage", summary: "Sell a retired package again", policy: "packages:write", input: PackageIdInput, output: Package },
  (ctx, { id }) =>
    changePackage(ctx, id, "package.unretire", (tx, { retiredAt }) => {
      if (!retiredAt) throw new DomainError("wrong_state", "The package is not retired", { state: { retiredAt } });
      return tx.prisma.package.update({ where: { id }, data: { retiredAt: null } });
    }),
);
