import { operation } from "#lib/auth/operation";
import { User, UserIdInput } from "#lib/auth/schema";
import { readUser } from "./internal/user-row.ts";

export const getUser = operation(
  { name: "getUser", summary: "One account", policy: "users:read", input: UserIdInput, output: User },
  (ctx, { id }) => readUser(ctx.db, id),
);
