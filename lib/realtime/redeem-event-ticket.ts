import { z } from "zod";
import type { ApiKeyActor, UserActor } from "#lib/auth/actor";
import { Permission, permissionsOfRole, Role } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { hashSecret } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";

const Row = z.object({
  kind: z.enum(["user", "api_key"]),
  id: z.uuid(),
  uid: z.number().int().nullable(),
  label: z.string(),
  role: Role.nullable(),
  token_version: z.number().int().nullable(),
  permissions: z.array(z.string()).nullable(),
});

/**
 * Who a ticket of the event stream belongs to, as they are now. It is gone afterwards, whatever comes of it.
 * @throws DomainError unauthenticated for one that is unknown, used, expired, or whose owner may no longer sign in
 */
export async function redeemEventTicket(db: Database, ticket: string): Promise<UserActor | ApiKeyActor> {
  const [row] = await db.rows(
    sql`
    with shown as (delete from event_ticket where token_hash = ${hashSecret(ticket)} returning *), good as (
      select * from shown where expires_at > now())
    select 'user' as kind, u.id, u.uid, u.email as label, u.role, u.token_version, null::text[] as permissions
    from good g join app_user u on u.id = g.user_id and u.token_version = g.token_version and u.disabled_at is null
    union all
    select 'api_key', k.id, null, k.name || ' (' || k.prefix || ')', null, null, k.permissions
    from good g join api_key k on k.id = g.api_key_id and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
    Row,
  );
  if (row?.kind === "user" && row.role && row.uid !== null && row.token_version !== null) {
    const { id: userId, uid, label, role, token_version: tokenVersion } = row;
    return { kind: "user", userId, uid, label, role, tokenVersion, permissions: permissionsOfRole(role) };
  }
  if (row?.kind === "api_key") {
    const held = Permission.options.filter((permission) => row.permissions?.includes(permission));
    return { kind: "api_key", keyId: row.id, label: row.label, permissions: new Set(held) };
  }
  throw new DomainError("unauthenticated", "The ticket is unknown, used or expired: ask for another one");
}
