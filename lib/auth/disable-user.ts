import { operation } from "#lib/auth/operation";
import { User, UserIdInput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { changeUser } from "./internal/change-user.ts";

/** Nobody can use the account any more; its sessions and sockets end within 10 s. @throws DomainError wrong_state for the last admin */
export const disableUser = operation(
  { name: "disableUser", summary: "Disable an account and end its sessions", policy: "users:write", input: UserIdInput, output: User },
  (ctx, { id }) =>
    changeUser(ctx, id, "user.disable", (user) => {
      const state = { disabledAt: user.disabledAt?.toISOString() ?? null };
      if (user.disabledAt) throw new DomainError("wrong_state", "The account is disabled already", { state });
      return { disabledAt: ctx.now, tokenVersion: user.tokenVersion + 1 };
    }),
);
