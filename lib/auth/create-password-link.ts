import { audit } from "#lib/auth/audit";
import { demandAll } from "#lib/auth/demand-all";
import { operation } from "#lib/auth/operation";
import { permissionsOfRole } from "#lib/auth/permissions";
import { PasswordLink, UserIdInput } from "#lib/auth/schema";
import { hashSecret, newSecret } from "#lib/core/secrets";
import { transaction } from "#lib/core/transaction";
import { readUser } from "./internal/user-row.ts";

const validForMs = 24 * 60 * 60 * 1000;

/** A link with which the account's owner sets a password, once, within 24 h. A new link ends the one before. */
export const createPasswordLink = operation(
  {
    name: "createPasswordLink",
    summary: "Make a one-time link to set a password",
    policy: "users:write",
    input: UserIdInput,
    output: PasswordLink,
  },
  async (ctx, { id }) => {
    const token = newSecret();
    const expiresAt = new Date(ctx.now.getTime() + validForMs);
    await transaction(ctx.db, async (tx) => {
      const user = await readUser(tx, id);
      demandAll(ctx.actor, permissionsOfRole(user.role));
      await tx.prisma.secretToken.deleteMany({ where: { userId: id, purpose: "password", usedAt: null } });
      await tx.prisma.secretToken.create({ data: { tokenHash: hashSecret(token), purpose: "password", userId: id, expiresAt } });
      await audit(tx, ctx, { action: "user.create-password-link", subjectKind: "user", subjectId: id, after: { expiresAt } });
    });
    return { path: `/password#${token}`, expiresAt: expiresAt.toISOString() };
  },
);
