import { z } from "zod";
import { Role } from "#lib/auth/permissions";
import { column } from "#lib/core/columns";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const Row = z.object({ id: z.uuid(), role: Role, token_version: z.number().int(), disabled_at: column.instant.nullable() });

interface LockedUser {
  id: string;
  role: Role;
  tokenVersion: number;
  disabledAt: Date | null;
}

/** Locks accounts to the end of the transaction, in order of their ids. @throws DomainError unprocessable naming the unknown ones */
export async function lockUsers(tx: SqlTransaction, ids: readonly string[]): Promise<LockedUser[]> {
  const wanted = ids.map((id) => id.toLowerCase());
  const rows = await tx.rows(
    sql`select id, role, token_version, disabled_at from app_user where id = any(${wanted}::uuid[]) order by id for update`,
    Row,
  );
  const known = new Set(rows.map(({ id }) => id));
  const errors = wanted.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `ids.${index}`, code: "unknown", detail: `No account ${id}` }],
  );
  if (errors.length > 0) throw new DomainError("unprocessable", "Nothing was changed: some accounts do not exist", { errors });
  return rows.map(({ token_version: tokenVersion, disabled_at: disabledAt, ...row }) => ({ ...row, tokenVersion, disabledAt }));
}
