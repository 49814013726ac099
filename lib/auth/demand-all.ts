import type { Actor } from "#lib/auth/actor";
import type { Permission } from "#lib/auth/permissions";
import { DomainError } from "#lib/core/errors";

/**
 * Nobody hands out, or takes over through somebody else's account, what they do not hold themselves.
 * @throws DomainError forbidden naming the permissions that are missing
 */
export function demandAll(actor: Actor, wanted: Iterable<Permission>): void {
  if (actor.kind === "system") return;
  const missing = [...wanted].filter((permission) => !actor.permissions.has(permission));
  if (missing.length > 0) throw new DomainError("forbidden", `You do not hold ${missing.join(", ")} yourself`);
}
