import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { Package, UpdatePackageInput } from "#lib/package-queue/schema";
import { changePackage } from "./internal/change-package.ts";

/**
 * Renames a version. Its terms never change, because people bought them: other terms are a new version of the series.
 * @throws DomainError not_found, unprocessable (a term was given), validation_failed (no name)
 */
export const updatePackage = operation(
  { name: "updatePackage", summary: "Rename a package", policy: "packages:write", input: UpdatePackageInput, output: Package },
  (ctx, { id, name, ...terms }) => {
    const given = Object.entries(terms).flatMap(([term, value]) => (value === undefined ? [] : [term]));
    if (given.length > 0) throw termsNeverChange(given);
    if (name === undefined) {
      const detail = "Give the new name";
      throw new DomainError("validation_failed", `name: ${detail}`, { errors: [{ path: "name", code: "required", detail }] });
    }
    return changePackage(ctx, id, "package.rename", (tx) => tx.prisma.package.update({ where: { id }, data: { name } }));
  },
);

function termsNeverChange(terms: string[]): DomainError {
  const detail = "The terms of a package never change: POST /api/v1/admin/packages with its series makes a new version of them";
  return new DomainError("unprocessable", detail, { errors: terms.map((path) => ({ path, code: "never_changes", detail })) });
}
