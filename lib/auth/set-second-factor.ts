import { operation } from "#lib/auth/operation";
import { NoOutput, SetSecondFactorInput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { seal } from "#lib/core/secrets";
import { changeUser } from "./internal/change-user.ts";
import { provePassword } from "./internal/prove-password.ts";
import { fromBase32, stepOfCode } from "./internal/totp.ts";

/**
 * Turns the own second factor on: from now on a sign-in asks for the app's code.
 * @throws DomainError validation_failed naming currentPassword or code; rate_limited
 */
export const setSecondFactor = operation(
  { name: "setSecondFactor", summary: "Turn the second factor on", policy: "signed-in", input: SetSecondFactorInput, output: NoOutput },
  async (ctx, { secret, code, currentPassword }) => {
    const { userId } = await provePassword(ctx, currentPassword);
    if (stepOfCode(fromBase32(secret), code, ctx.now) === undefined) {
      const detail = "The app shows another code; check its clock";
      throw new DomainError("validation_failed", detail, { errors: [{ path: "code", code: "wrong", detail }] });
    }
    await changeUser(ctx, userId, "user.set-second-factor", () => ({ totpSecret: seal(secret) }));
    return undefined;
  },
);
