import { operation } from "#lib/auth/operation";
import { User, UserIdInput } from "#lib/auth/schema";
import { changeUser } from "./internal/change-user.ts";

/** For somebody who lost the phone: the password alone signs in again. */
export const removeUserSecondFactor = operation(
  {
    name: "removeUserSecondFactor",
    summary: "Turn an account's second factor off",
    policy: "users:write",
    input: UserIdInput,
    output: User,
  },
  (ctx, { id }) => changeUser(ctx, id, "user.remove-second-factor", () => ({ totpSecret: null })),
);
