import { z } from "zod";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const Owner = z.object({ user_id: z.string() });
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

/** Holds the queue that an item is of, and says whose it is. @throws DomainError not_found */
export async function lockQueueOfItem(tx: SqlTransaction, itemId: string): Promise<string> {
  const [owner] = await tx.rows(sql`select user_id from package_queue where id = ${itemId}::uuid`, Owner);
  if (!owner) throw notFound("Queue item");
  return (await lockQueue(tx, owner.user_id)).id;
}

/** Holds those of the queues that nobody else holds, and says which. The others' turn comes with the next run. */
export async function lockFreeQueues(tx: SqlTransaction, userIds: readonly string[]): Promise<string[]> {
  const users = await tx.rows(
    sql`select id, uid from app_user where id = any(${userIds}::uuid[]) order by id for no key update skip locked`,
    Row,
  );
  return users.map(({ id }) => id);
}
