import { z } from "zod";
import { auditAll } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import type { ImportedUser } from "#lib/auth/schema";
import { hashSecret, newSecret } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import type { Transaction } from "#lib/core/transaction";
import type { UserRow } from "./read-user-rows.ts";

const Inserted = z.object({ id: z.uuid(), uid: z.number().int(), uuid: z.uuid(), email: z.string() });

/**
 * Writes accounts in the order of their rows, a few statements for any number: the accounts, their links until
 * `linksExpireAt` if they get any, one audit row each. An e-mail that was taken meanwhile is left out of the answer.
 */
export async function insertUsers(
  tx: Transaction,
  ctx: Context,
  rows: readonly UserRow[],
  linksExpireAt: Date | null,
): Promise<ImportedUser[]> {
  const inserted = await tx.rows(
    sql`
    insert into app_user (email, name, role, created_at)
    select r.email, r.name, r.role, ${ctx.now}::timestamptz
    from unnest(${rows.map(({ email }) => email)}::text[], ${rows.map(({ name }) => name)}::text[], ${rows.map(({ role }) => role)}::text[])
      with ordinality as r(email, name, role, place)
    order by r.place
    on conflict (email) do nothing
    returning id, uid, uuid, email`,
    Inserted,
  );
  const byEmail = new Map(inserted.map((user) => [user.email, user]));
  const users = rows.flatMap((row): ImportedUser[] => {
    const user = byEmail.get(row.email);
    return user ? [{ ...row, ...user, passwordLink: null }] : [];
  });
  if (linksExpireAt) await insertLinks(tx, users, linksExpireAt);
  await auditAll(
    tx,
    ctx,
    users.map(({ id, uid, email, name, role }) => ({
      action: "user.create",
      subjectKind: "user",
      subjectId: id ?? "",
      after: { uid, email, name, role, ...(linksExpireAt && { linkExpiresAt: linksExpireAt }) },
    })),
  );
  return users;
}

/** One link per account, kept as a hash; the paths are put into `users`. */
async function insertLinks(tx: Transaction, users: ImportedUser[], expiresAt: Date): Promise<void> {
  const tokens = users.map(() => newSecret());
  users.forEach((user, index) => {
    user.passwordLink = `/password#${tokens[index]}`;
  });
  await tx.execute(sql`
    insert into secret_token (token_hash, purpose, user_id, expires_at)
    select decode(l.hash, 'hex'), 'password', l.user_id, ${expiresAt}::timestamptz
    from unnest(${tokens.map((token) => hashSecret(token).toString("hex"))}::text[], ${users.map(({ id }) => id)}::uuid[]) as l(hash, user_id)`);
}
