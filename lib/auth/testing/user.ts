import { z } from "zod";
import type { UserActor } from "#lib/auth/actor";
import type { Role } from "#lib/auth/permissions";
import { userActor } from "#lib/auth/testing/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const Row = z.object({ id: z.uuid(), uid: z.number().int(), uuid: z.uuid(), email: z.string() });

/** An account in the database and the actor that it is when signed in. It has no password: it cannot sign in. */
export async function testUser(
  db: Database,
  options: { email?: string; role?: Role } = {},
): Promise<z.output<typeof Row> & { actor: UserActor }> {
  const { email = `${crypto.randomUUID()}@example.test`, role = "user" } = options;
  const [user] = await db.rows(sql`insert into app_user (email, role) values (${email}, ${role}) returning id, uid, uuid, email`, Row);
  if (!user) throw new Error("The account was not written");
  return { ...user, actor: userActor({ userId: user.id, uid: user.uid, role, label: user.email }) };
}
