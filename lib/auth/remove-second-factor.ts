import { operation } from "#lib/auth/operation";
import { NoOutput, RemoveSecondFactorInput } from "#lib/auth/schema";
import { changeUser } from "./internal/change-user.ts";
import { provePassword } from "./internal/prove-password.ts";

/** Turns the own second factor off. @throws DomainError validation_failed naming currentPassword; rate_limited */
export const removeSecondFactor = operation(
  {
    name: "removeSecondFactor",
    summary: "Turn the second factor off",
    policy: "signed-in",
    input: RemoveSecondFactorInput,
    output: NoOutput,
  },
  async (ctx, { currentPassword }) => {
    const { userId } = await provePassword(ctx, currentPassword);
    await changeUser(ctx, userId, "user.remove-second-factor", () => ({ totpSecret: null }));
    return undefined;
  },
);
