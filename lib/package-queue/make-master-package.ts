import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { Package, PackageIdInput } from "#lib/package-queue/schema";
import { changePackage } from "./internal/change-package.ts";
import { passMaster } from "./internal/pass-master.ts";

/**
 * The version that is sold by the series' name from now on; the one before stays for sale by its id.
 * @throws DomainError not_found, wrong_state when it is the master already, or retired
 */
export const makeMasterPackage = operation(
  {
    name: "makeMasterPackage",
    summary: "Make a version the master of its series",
    policy: "packages:write",
    input: PackageIdInput,
    output: Package,
  },
  (ctx, { id }) =>
    changePackage(ctx, id, "package.make-master", (tx, { series, isMaster, retiredAt }) => {
      const state = { isMaster, retiredAt };
      if (isMaster) throw new DomainError("wrong_state", "The package is the master of its series already", { state });
      if (retiredAt)
        throw new DomainError("wrong_state", "The package is retired: nobody could buy the series. Unretire it first", { state });
      return passMaster(tx, series, id);
    }),
);
