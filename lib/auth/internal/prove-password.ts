import type { Context } from "#lib/auth/context";
import { DomainError } from "#lib/core/errors";
import { personOf } from "./own-account.ts";
import { fitsPassword } from "./password.ts";
import { beginAttempt } from "./sign-in-limit.ts";

/**
 * Before somebody changes how they sign in: the present password, limited like a sign-in, because a borrowed session is no
 * way to guess it. Returns the hash it fitted.
 * @throws DomainError validation_failed naming currentPassword; rate_limited; forbidden for keys
 */
export async function provePassword(ctx: Context, currentPassword: string): Promise<{ userId: string; passwordHash: string }> {
  const { userId, label, address } = personOf(ctx.actor);
  const attempt = await beginAttempt(label, address);
  const account = await ctx.db.prisma.appUser.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  const passwordHash = account?.passwordHash;
  if (!(await fitsPassword(passwordHash, currentPassword)) || !passwordHash) {
    const detail = "The present password is another one";
    throw new DomainError("validation_failed", detail, { errors: [{ path: "currentPassword", code: "wrong", detail }] });
  }
  await attempt.succeeded();
  return { userId, passwordHash };
}
