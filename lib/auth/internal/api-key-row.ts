import { z } from "zod";
import { Permission } from "#lib/auth/permissions";
import type { ApiKey } from "#lib/auth/schema";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";

const Row = z.object({
  id: z.uuid(),
  prefix: z.string(),
  name: z.string(),
  // A permission that a newer version knew and this one does not is none.
  permissions: z.array(z.string()).transform((held) => Permission.options.filter((permission) => held.includes(permission))),
  creator_id: z.uuid().nullable(),
  creator_email: z.string().nullable(),
  created_at: column.instant,
  expires_at: column.instant.nullable(),
  last_used_at: column.instant.nullable(),
  revoked_at: column.instant.nullable(),
});

interface Reader {
  rows<T extends z.ZodType>(query: Sql, row: T): Promise<z.output<T>[]>;
}

/** API keys with who made them, never their hashes. `rest` is where, order and limit over `k`. */
export async function readApiKeys(db: Reader, rest: Sql): Promise<ApiKey[]> {
  const rows = await db.rows(
    sql`
    select k.id, k.prefix, k.name, k.permissions, u.id as creator_id, u.email as creator_email,
      k.created_at, k.expires_at, k.last_used_at, k.revoked_at
    from api_key k left join app_user u on u.id = k.created_by
    ${rest}`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    prefix: row.prefix,
    name: row.name,
    permissions: row.permissions,
    createdBy: row.creator_id && row.creator_email ? { id: row.creator_id, email: row.creator_email } : null,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
}
