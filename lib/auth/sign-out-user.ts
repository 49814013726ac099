import { operation } from "#lib/auth/operation";
import { User, UserIdInput } from "#lib/auth/schema";
import { changeUser } from "./internal/change-user.ts";

/** Ends every session and socket of an account within 10 s. */
export const signOutUser = operation(
  { name: "signOutUser", summary: "End every session of an account", policy: "users:write", input: UserIdInput, output: User },
  (ctx, { id }) => changeUser(ctx, id, "user.sign-out-everywhere", (user) => ({ tokenVersion: user.tokenVersion + 1 })),
);
