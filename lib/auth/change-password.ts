import { operation } from "#lib/auth/operation";
import { ChangePasswordInput, NoOutput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { changeUser } from "./internal/change-user.ts";
import { personOf } from "./internal/own-account.ts";
import { fitsPassword, hashPassword } from "./internal/password.ts";
import { beginAttempt } from "./internal/sign-in-limit.ts";

/**
 * Changes the own password and ends every session, this one too. The old password is asked and limited like a sign-in: a
 * borrowed session is no way to guess it.
 * @throws DomainError validation_failed naming currentPassword; rate_limited
 */
export const changePassword = operation(
  {
    name: "changePassword",
    summary: "Change the own password and end all sessions",
    policy: "signed-in",
    input: ChangePasswordInput,
    output: NoOutput,
  },
  async (ctx, { currentPassword, newPassword }) => {
    const { userId, label, address } = personOf(ctx.actor);
    const attempt = await beginAttempt(label, address);
    const account = await ctx.db.prisma.appUser.findUnique({ where: { id: userId }, select: { passwordHash: true } });
    if (!(await fitsPassword(account?.passwordHash, currentPassword))) {
      const detail = "The present password is another one";
      throw new DomainError("validation_failed", detail, { errors: [{ path: "currentPassword", code: "wrong", detail }] });
    }
    await attempt.succeeded();
    const passwordHash = await hashPassword(newPassword);
    await changeUser(ctx, userId, "user.change-password", (user) => {
      if (user.passwordHash !== account?.passwordHash) throw new DomainError("conflict", "The password was changed meanwhile");
      return { passwordHash, tokenVersion: user.tokenVersion + 1 };
    });
    return undefined;
  },
);
