import type { Context } from "#lib/auth/context";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

/** Tells the pages once that deliveries of these targets have moved on, and empties the set. */
export async function announceTargets({ db }: Context, now: Date, targetIds: Set<string>): Promise<void> {
  if (targetIds.size === 0) return;
  const ids = [...targetIds];
  targetIds.clear();
  await transaction(db, async (tx) => {
    for (const targetId of ids) publish(tx, now, "notification:delivered", ["permission:settings:read"], { targetId });
  });
}
