import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { Package, PackageIdInput } from "#lib/package-queue/schema";
import { changePackage } from "./internal/change-package.ts";

/**
 * Nobody can buy it any more; what was bought goes on. When it is the master, its series is no longer sold by name until
 * another version is made master.
 * @throws DomainError not_found, wrong_state when it is retired already
 */
export const retirePackage = operation(
  { name: "retirePackage", summary: "Stop selling a package", policy: "packages:write", input: PackageIdInput, output: Package },
  (ctx, { id }) =>
    changePackage(ctx, id, "package.retire", (tx, { retiredAt }) => {
      if (retiredAt) throw new DomainError("wrong_state", "The package is retired already", { state: { retiredAt } });
      return tx.prisma.package.update({ where: { id }, data: { retiredAt: ctx.now } });
    }),
);
