import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { NoOutput, RedeemPasswordLinkInput } from "#lib/auth/schema";
import { notFound } from "#lib/core/errors";
import { hashSecret } from "#lib/core/secrets";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { hashPassword } from "./internal/password.ts";
import { forgetUserState } from "./internal/user-state.ts";

/**
 * Sets a password with a one-time link and ends the account's sessions. Unknown, used, expired and "the account is
 * disabled" are one answer.
 * @throws DomainError not_found
 */
export const redeemPasswordLink = operation(
  {
    name: "redeemPasswordLink",
    summary: "Set a password with a one-time link",
    policy: "public",
    input: RedeemPasswordLinkInput,
    output: NoOutput,
  },
  async (ctx, { token, password }) => {
    const usable = {
      tokenHash: hashSecret(token),
      purpose: "password",
      usedAt: null,
      expiresAt: { gt: ctx.now },
      user: { disabledAt: null },
    };
    const link = await ctx.db.prisma.secretToken.findFirst({ where: usable, include: { user: true } });
    // Asked before the costly hash: guessing costs the guesser more than us.
    if (!link) throw notFound("Password link");
    const passwordHash = await hashPassword(password);
    const id = link.userId;
    await transaction(ctx.db, async (tx) => {
      const { count } = await tx.prisma.secretToken.updateMany({ where: usable, data: { usedAt: ctx.now } });
      if (count === 0) throw notFound("Password link");
      await tx.prisma.appUser.update({ where: { id }, data: { passwordHash, tokenVersion: { increment: 1 } } });
      const before = { passwordHash: link.user.passwordHash };
      await audit(tx, ctx, { action: "user.set-password-by-link", subjectKind: "user", subjectId: id, before, after: { passwordHash } });
      publish(tx, ctx.now, "user:changed", ["permission:users:read", `user:${id}`], { userId: id });
    });
    forgetUserState(id);
    return undefined;
  },
);
