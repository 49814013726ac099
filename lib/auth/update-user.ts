import { operation } from "#lib/auth/operation";
import { UpdateUserInput, User } from "#lib/auth/schema";
import { changeUser, type UserFields } from "./internal/change-user.ts";
import { hashPassword } from "./internal/password.ts";

/** Changes what is given. A new password ends the account's sessions. @throws DomainError conflict when the e-mail is taken */
export const updateUser = operation(
  { name: "updateUser", summary: "Change an account", policy: "users:write", input: UpdateUserInput, output: User },
  async (ctx, { id, email, name, role, password }) => {
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    return changeUser(
      ctx,
      id,
      "user.update",
      (user): Partial<UserFields> => ({
        email: email ?? user.email,
        name: name ?? user.name,
        role: role ?? user.role,
        ...(passwordHash === undefined ? {} : { passwordHash, tokenVersion: user.tokenVersion + 1 }),
      }),
    );
  },
);
