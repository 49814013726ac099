import type { Context } from "#lib/auth/context";
import { listUsers } from "#lib/auth/list-users";
import type { User } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";

/** The account of an e-mail address, uid or id. @throws DomainError not_found that says what was looked for */
export async function findUser(ctx: Context, text: string): Promise<User> {
  const wanted = text.trim().toLowerCase();
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await listUsers(ctx, { q: wanted, limit: 500, cursor });
    const user = items.find(({ email, uid, id }) => email === wanted || String(uid) === wanted || id === wanted);
    if (user) return user;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  throw new DomainError("not_found", `There is no account ${text}: say its e-mail address, uid or id`);
}
