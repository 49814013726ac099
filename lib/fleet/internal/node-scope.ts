import type { Context } from "#lib/auth/context";
import { DomainError, notFound } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";

/** Whose nodes: those of a user's active package; or, with `orWholeFleet`, every node where there is no such package. */
export interface NodeScope {
  userId: string | null;
  orWholeFleet: boolean;
}

/**
 * Whose nodes the caller may see. One's own id is always fine. Another id, and the whole fleet, need `fleet:read`: a
 * key gets the whole fleet, a person with the permission their own nodes if they have an active package, else the
 * whole fleet.
 * @throws DomainError not_found (another's id without the permission, or no such user), forbidden (a key without it)
 */
export async function nodeScope(ctx: Context, userId: string | undefined): Promise<NodeScope> {
  const { actor } = ctx;
  const mayReadFleet = actor.kind === "system" || actor.permissions.has("fleet:read");
  const ownId = actor.kind === "user" ? actor.userId : null;
  if (userId === undefined) {
    if (ownId === null && !mayReadFleet) throw new DomainError("forbidden", "This needs the permission fleet:read");
    return { userId: ownId, orWholeFleet: mayReadFleet };
  }
  if (userId === ownId) return { userId, orWholeFleet: false };
  if (!mayReadFleet || (await ctx.db.prisma.appUser.count({ where: { id: userId } })) === 0) throw notFound("User");
  return { userId, orWholeFleet: false };
}

/**
 * Two CTEs for a query's `with`: `allowed_group` and `visible`, the enabled node clients of the scope. A package that
 * has expired allows nothing, even before the job has ended it.
 */
export function visibleNodes({ userId, orWholeFleet }: NodeScope, now: Date): Sql {
  return sql`
    allowed_group as materialized (
      select p.available_group from package_queue q join package p on p.id = q.package_id
      where q.user_id = ${userId}::uuid and q.status = 'active' and (q.expires_at is null or q.expires_at > ${now}::timestamptz)),
    visible as (
      select c.* from node_client c
      where c.is_enabled and (
        exists (select 1 from allowed_group g where g.available_group = any (c.available_groups))
        or (${orWholeFleet}::boolean and not exists (select 1 from allowed_group))))`;
}
