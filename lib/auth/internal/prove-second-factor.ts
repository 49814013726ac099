import type { Context } from "#lib/auth/context";
import { DomainError } from "#lib/core/errors";
import { unseal } from "#lib/core/secrets";
import { beginCodeAttempt } from "./sign-in-limit.ts";
import { fromBase32, stepOfCode } from "./totp.ts";

/**
 * Checks the code of an account's second factor after its password was right. A code works once; so does every code before
 * it.
 * @throws DomainError unauthenticated naming `totp`; rate_limited
 */
export async function proveSecondFactor(ctx: Context, userId: string, sealedSecret: string, typed: string | undefined): Promise<void> {
  if (!typed) throw refused("required", "Type the code of your authenticator app");
  const attempt = await beginCodeAttempt(userId);
  const step = stepOfCode(fromBase32(unseal(sealedSecret) ?? ""), typed, ctx.now);
  if (step === undefined || !(await takeStep(ctx, userId, step))) throw refused("wrong", "The code is wrong or was used already");
  await attempt.succeeded();
}

async function takeStep(ctx: Context, id: string, step: number): Promise<boolean> {
  const isLater = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: BigInt(step) } }] };
  const { count } = await ctx.db.prisma.appUser.updateMany({ where: { id, ...isLater }, data: { totpLastStep: BigInt(step) } });
  return count === 1;
}

function refused(code: string, detail: string): DomainError {
  return new DomainError("unauthenticated", detail, { errors: [{ path: "totp", code, detail }] });
}
