import { z } from "zod";
import { Role } from "#lib/auth/permissions";
import type { User } from "#lib/auth/schema";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";

const Row = z.object({
  id: z.uuid(),
  uid: z.number().int(),
  uuid: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  has_second_factor: z.boolean(),
  created_at: column.instant,
  last_sign_in_at: column.instant.nullable(),
  disabled_at: column.instant.nullable(),
  queue_item_id: z.uuid().nullable(),
  package_name: z.string().nullable(),
});

interface Reader {
  rows<T extends z.ZodType>(query: Sql, row: T): Promise<z.output<T>[]>;
}

/** Accounts with what they have active, as everybody who may sees them. `rest` is where, order and limit over `u`. */
export async function readUsers(db: Reader, rest: Sql): Promise<User[]> {
  const rows = await db.rows(
    sql`
    select u.id, u.uid, u.uuid, u.email, u.name, u.role, u.totp_secret is not null as has_second_factor, u.created_at, u.last_sign_in_at, u.disabled_at,
      q.id as queue_item_id, p.name as package_name
    from app_user u
    left join package_queue q on q.user_id = u.id and q.status = 'active'
    left join package p on p.id = q.package_id
    ${rest}`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    uid: row.uid,
    uuid: row.uuid,
    email: row.email,
    name: row.name,
    role: row.role,
    hasSecondFactor: row.has_second_factor,
    createdAt: row.created_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    activePackage: row.queue_item_id === null ? null : { queueItemId: row.queue_item_id, packageName: row.package_name ?? "" },
  }));
}

/** @throws DomainError not_found */
export async function readUser(db: Reader, id: string): Promise<User> {
  const [user] = await readUsers(db, sql`where u.id = ${id}::uuid`);
  if (!user) throw notFound("User");
  return user;
}
