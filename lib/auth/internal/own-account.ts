import type { Actor, UserActor } from "#lib/auth/actor";
import { DomainError } from "#lib/core/errors";

/** The person who asks. @throws DomainError forbidden for keys, which have no account */
export function personOf(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  throw new DomainError("forbidden", "An API key has no account; sign in for this");
}
