import type { Context } from "#lib/auth/context";
import { createPasswordLink } from "#lib/auth/create-password-link";
import type { User } from "#lib/auth/schema";
import { env } from "#lib/core/env";
import type { Answer } from "./admin-command.ts";
import type { PasswordWay } from "./choose-password.ts";
import { userWords } from "./user-words.ts";

/** Says what was done, and what only this answer ever shows: the password we made, or the link. */
export async function passwordAnswer(ctx: Context, done: string, user: User, way: PasswordWay, password: string): Promise<Answer> {
  const first = `${done} ${userWords(user)}`;
  if (way === "generate") return { view: { ...user, password }, text: `${first}\nPassword, shown this once: ${password}` };
  if (way !== "link") return { view: user, text: first };
  const { path, expiresAt } = await createPasswordLink(ctx, { id: user.id });
  const link = `${(env().PUBLIC_URL || `http://localhost:${env().PORT}`).replace(/\/+$/, "")}${path}`;
  return { view: { ...user, passwordLink: link, expiresAt }, text: `${first}\nTo set the password, once, until ${expiresAt}: ${link}` };
}
