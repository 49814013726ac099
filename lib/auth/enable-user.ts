import { operation } from "#lib/auth/operation";
import { User, UserIdInput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { changeUser } from "./internal/change-user.ts";

/** The account can sign in again; sessions from before stay ended. */
export const enableUser = operation(
  { name: "enableUser", summary: "Enable a disabled account", policy: "users:write", input: UserIdInput, output: User },
  (ctx, { id }) =>
    changeUser(ctx, id, "user.enable", (user) => {
      if (!user.disabledAt) throw new DomainError("wrong_state", "The account is not disabled", { state: { disabledAt: null } });
      return { disabledAt: null };
    }),
);
