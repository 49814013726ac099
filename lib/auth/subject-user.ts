import { z } from "zod";
import type { Context } from "#lib/auth/context";
import type { Permission } from "#lib/auth/permissions";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";

/** Whose data is asked for. */
export interface SubjectUser {
  userId: string;
  uid: number;
}

const Row = z.object({ uid: z.number().int() });

/**
 * Whose data an operation shows: one's own unless `userId` is given. Another user's needs `permission`; without it, and
 * for nobody's id, the user does not exist. One's own data costs no query: the session knows its uid.
 * @throws DomainError not_found, validation_failed naming `userId` (a key has no own data)
 */
export async function subjectUser(ctx: Context, userId: string | undefined, permission: Permission): Promise<SubjectUser> {
  const { actor } = ctx;
  const wanted = userId?.toLowerCase();
  if (actor.kind === "user" && (wanted === undefined || wanted === actor.userId)) return { userId: actor.userId, uid: actor.uid };
  if (wanted === undefined) {
    const detail = "An API key has no data of its own; name a user";
    throw new DomainError("validation_failed", `userId: ${detail}`, { errors: [{ path: "userId", code: "required", detail }] });
  }
  if (actor.kind !== "system" && !actor.permissions.has(permission)) throw notFound("User");
  const [user] = await ctx.db.rows(sql`select uid from app_user where id = ${wanted}::uuid`, Row);
  if (!user) throw notFound("User");
  return { userId: wanted, uid: user.uid };
}
