import { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Advisory lock "admn": whoever makes the first admin or may take the last one goes one at a time. */
const adminsLock = 0x61646d6e;

/** Held to the end of the transaction. Taken before any row, so that two such transactions never wait in a circle. */
export async function lockAdmins(tx: SqlTransaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${adminsLock})`);
}

/** Whether nobody is admin yet. Disabled admins count: set-up never opens again. */
export async function isAdminMissing(db: Pick<SqlTransaction, "rows">): Promise<boolean> {
  const [row] = await db.rows(
    sql`select not exists (select from app_user where role = 'admin') as missing`,
    z.object({ missing: z.boolean() }),
  );
  return row?.missing ?? false;
}

/** After a change of many: somebody must be left who can let others in. Call under `lockAdmins`. @throws DomainError wrong_state */
export async function assertAnAdmin(tx: Pick<SqlTransaction, "rows">): Promise<void> {
  const [row] = await tx.rows(
    sql`select not exists (select from app_user where role = 'admin' and disabled_at is null) as missing`,
    z.object({ missing: z.boolean() }),
  );
  if (!row?.missing) return;
  throw new DomainError("wrong_state", "Nothing was changed: the last admin would be disabled; make another one first", {
    state: { role: "admin", disabledAt: null },
  });
}
