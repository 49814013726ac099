import { z } from "zod";
import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { demandAll } from "#lib/auth/demand-all";
import { permissionsOfRole, Role } from "#lib/auth/permissions";
import type { User } from "#lib/auth/schema";
import { column } from "#lib/core/columns";
import { DomainError, isUniqueViolation, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAdmins } from "./lock-admins.ts";
import { readUser } from "./user-row.ts";
import { forgetUserState } from "./user-state.ts";

const Row = z.object({
  email: z.string(),
  name: z.string(),
  role: Role,
  password_hash: z.string().nullable(),
  totp_secret: z.string().nullable(),
  token_version: z.number().int(),
  disabled_at: column.instant.nullable(),
});

/** The fields of an account that can change. */
export interface UserFields {
  email: string;
  name: string;
  role: Role;
  passwordHash: string | null;
  /** Sealed. */
  totpSecret: string | null;
  /** Raised by one: every session of the account ends. */
  tokenVersion: number;
  disabledAt: Date | null;
}

/**
 * Changes one account in one transaction: lock, rights over that account, the change, never the last admin, audit,
 * news, and the account as it is then. A change that changes nothing leaves no trace.
 * @throws DomainError not_found, forbidden, wrong_state, conflict (e-mail taken)
 */
export async function changeUser(
  ctx: Context,
  id: string,
  action: string,
  decide: (user: UserFields) => Partial<UserFields>,
): Promise<User> {
  try {
    return await transaction(ctx.db, async (tx) => {
      await lockAdmins(tx);
      const before = await lockUser(tx, id);
      demandAll(ctx.actor, permissionsOfRole(before.role));
      const after = { ...before, ...decide(before) };
      demandAll(ctx.actor, permissionsOfRole(after.role));
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        await keepAnAdmin(tx, id, before, after);
        await tx.prisma.appUser.update({ where: { id }, data: after });
        await audit(tx, ctx, { action, subjectKind: "user", subjectId: id, before, after });
        publish(tx, ctx.now, "user:changed", ["permission:users:read", `user:${id}`], { userId: id });
      }
      return readUser(tx, id);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw emailTaken();
    throw error;
  } finally {
    forgetUserState(id);
  }
}

export function emailTaken(): DomainError {
  const detail = "Another account has this e-mail address";
  return new DomainError("conflict", detail, { errors: [{ path: "email", code: "taken", detail }] });
}

async function lockUser(tx: Transaction, id: string): Promise<UserFields> {
  const [row] = await tx.rows(
    sql`select email, name, role, password_hash, totp_secret, token_version, disabled_at from app_user where id = ${id}::uuid for update`,
    Row,
  );
  if (!row) throw notFound("User");
  const { email, name, role } = row;
  const { password_hash: passwordHash, totp_secret: totpSecret, token_version: tokenVersion, disabled_at: disabledAt } = row;
  return { email, name, role, passwordHash, totpSecret, tokenVersion, disabledAt };
}

/** The last admin who can act stays one: nobody could let anybody in again. */
async function keepAnAdmin(tx: Transaction, id: string, before: UserFields, after: UserFields): Promise<void> {
  const acts = (user: UserFields) => user.role === "admin" && user.disabledAt === null;
  if (!acts(before) || acts(after)) return;
  const others = await tx.prisma.appUser.count({ where: { role: "admin", disabledAt: null, NOT: { id } } });
  if (others === 0) {
    const state = { role: before.role, disabledAt: null };
    throw new DomainError("wrong_state", "This is the last admin; make another one first", { state });
  }
}
