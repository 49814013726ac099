import { z } from "zod";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const Row = z.object({ id: z.string(), uid: z.number().int() });

/**
 * Holds a user's queue until COMMIT: whoever adds to it, ends or activates takes this first, so that two of them never
 * decide at once. Does not stop others from referring to the user.
 * @throws DomainError not_found
 */
export async function lockQueue(tx: SqlTransaction, userId: string): Promise<z.output<typeof Row>> {
  const [user] = await tx.rows(sql`select id, uid from app_user where id = ${userId}::uuid for no key update`, Row);
  if (!user) throw notFound("User");
  return user;
}
