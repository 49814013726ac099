import type { UserActor } from "#lib/auth/actor";
import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { permissionsOfRole, type Role } from "#lib/auth/permissions";
import type { SignedIn } from "#lib/auth/schema";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

interface Account {
  id: string;
  uid: number;
  email: string;
  role: Role;
  token_version: number;
}

/** Notes a sign-in that succeeded, in the account and in the audit log, and says what goes into the session. */
export async function recordSignIn(ctx: Context, account: Account, by: "password" | "single sign-on"): Promise<SignedIn> {
  const { id, uid, email, role } = account;
  const { address, requestId } = ctx.actor;
  const actor: UserActor = { kind: "user", userId: id, uid, role, label: email, permissions: permissionsOfRole(role), address, requestId };
  await transaction(ctx.db, async (tx) => {
    await tx.execute(sql`update app_user set last_sign_in_at = ${ctx.now} where id = ${id}::uuid`);
    await audit(tx, { ...ctx, actor }, { action: "user.sign-in", subjectKind: "user", subjectId: id, after: { by } });
  });
  return { id, email, tokenVersion: account.token_version };
}
