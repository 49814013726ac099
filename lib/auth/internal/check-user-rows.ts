import { z } from "zod";
import type { Actor } from "#lib/auth/actor";
import { permissionsOfRole } from "#lib/auth/permissions";
import type { ImportProblem } from "#lib/auth/schema";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { problem, type UserRow, type UserRows } from "./read-user-rows.ts";

/** Whoever may not make an admin by hand makes none by a file. */
export function withoutForbidden(file: UserRows, actor: Actor): UserRows {
  const mayGive = ({ role }: UserRow) =>
    actor.kind === "system" || [...permissionsOfRole(role)].every((permission) => actor.permissions.has(permission));
  return leaveOut(file, mayGive, ({ line, role }) =>
    problem(line, "role", "role_not_allowed", "Only who holds every permission can make an admin", role),
  );
}

/** Without the e-mails that accounts have already. */
export async function withoutTaken(db: Pick<SqlTransaction, "rows">, file: UserRows): Promise<UserRows> {
  const emails = file.rows.map(({ email }) => email);
  const found = await db.rows(sql`select email from app_user where email = any(${emails}::text[])`, z.object({ email: z.string() }));
  const taken = new Set(found.map(({ email }) => email));
  return leaveOut(file, ({ email }) => !taken.has(email), alreadyExists);
}

/** Rows that were not written: somebody took the e-mail between our look and our write. */
export function lostRows(rows: readonly UserRow[], written: readonly { email: string }[]): ImportProblem[] {
  const emails = new Set(written.map(({ email }) => email));
  return rows.filter(({ email }) => !emails.has(email)).map(alreadyExists);
}

function alreadyExists({ line, email }: UserRow): ImportProblem {
  return problem(line, "email", "already_exists", "There is an account with this e-mail already", email);
}

function leaveOut({ total, rows, problems }: UserRows, isGood: (row: UserRow) => boolean, why: (row: UserRow) => ImportProblem): UserRows {
  const bad = rows.filter((row) => !isGood(row));
  return { total, rows: rows.filter(isGood), problems: [...problems, ...bad.map(why)].toSorted((a, b) => a.line - b.line) };
}
