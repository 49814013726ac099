import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { isAdminMissing, lockAdmins } from "./lock-admins.ts";
import { forgetUserState } from "./user-state.ts";

interface NewAdmin {
  email: string;
  name: string;
  passwordHash: string;
}

/**
 * The first admin, or undefined when there is one. An account that has this e-mail already becomes it: whoever may set up
 * owns the installation.
 */
export function createFirstAdmin(ctx: Context, admin: NewAdmin, action: string): Promise<{ id: string; email: string } | undefined> {
  return transaction(ctx.db, async (tx) => {
    await lockAdmins(tx);
    if (!(await isAdminMissing(tx))) return undefined;
    const { email, name, passwordHash } = admin;
    const { id } = await tx.prisma.appUser.upsert({
      where: { email },
      create: { email, name, role: "admin", passwordHash, createdAt: ctx.now },
      update: { role: "admin", passwordHash, disabledAt: null, tokenVersion: { increment: 1 } },
    });
    await audit(tx, ctx, { action, subjectKind: "user", subjectId: id, after: { email, name, role: "admin", passwordHash } });
    publish(tx, ctx.now, "user:changed", ["permission:users:read", `user:${id}`], { userId: id });
    forgetUserState(id);
    return { id, email };
  });
}
