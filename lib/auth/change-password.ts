import { operation } from "#lib/auth/operation";
import { ChangePasswordInput, NoOutput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { changeUser } from "./internal/change-user.ts";
import { hashPassword } from "./internal/password.ts";
import { provePassword } from "./internal/prove-password.ts";

/**
 * Changes the own password and ends every session, this one too.
 * @throws DomainError validation_failed naming currentPassword; rate_limited; conflict
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
    const proved = await provePassword(ctx, currentPassword);
    const passwordHash = await hashPassword(newPassword);
    await changeUser(ctx, proved.userId, "user.change-password", (user) => {
      if (user.passwordHash !== proved.passwordHash) throw new DomainError("conflict", "The password was changed meanwhile");
      return { passwordHash, tokenVersion: user.tokenVersion + 1 };
    });
    return undefined;
  },
);
