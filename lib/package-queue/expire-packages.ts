import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { isDatabaseAway } from "#lib/core/errors";
import { joinSql, type Sql, sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { timeWarnings } from "#lib/package-queue/due-warnings";
import { lockFreeQueues } from "./internal/lock-queue.ts";
import { readRunningItems } from "./internal/running-items.ts";
import { type Settled, settleQueues } from "./internal/settle-queue.ts";
import { warnItems } from "./internal/warn-items.ts";

const atOnce = 200;
const nobody = "00000000-0000-0000-0000-000000000000";

const User = z.object({ user_id: z.string() });
export type Expired = Settled & { warnings: number };

/**
 * Ends every active item whose time is over, with its `PackageExpiringEvent`, and starts the next; then tells users whose
 * item expires soon. Safe beside itself: queues that another process holds are left to it.
 * @throws the last failure of a user, after all others had their turn
 */
export async function expirePackages(ctx: Context, signal?: AbortSignal): Promise<Expired> {
  const total: Expired = { byTraffic: 0, byTime: 0, activated: 0, warnings: 0 };
  const failures: unknown[] = [];
  const over = sql`q.expires_at <= ${ctx.now}::timestamptz`;
  await forUsers(ctx, over, signal, async (userIds) => {
    for (const some of await inOneOrEach(userIds, (ids) => settle(ctx, ids), failures)) {
      total.byTraffic += some.byTraffic;
      total.byTime += some.byTime;
      total.activated += some.activated;
    }
  });
  await forUsers(ctx, expiringSoon(ctx.now), signal, async (userIds) => {
    for (const told of await inOneOrEach(userIds, (ids) => warn(ctx, ids), failures)) total.warnings += told;
  });
  if (failures.length > 0) throw failures.at(-1);
  return total;
}

/** Calls `work` for all users with an active item that meets `condition`, a few at a time, each once. */
async function forUsers(ctx: Context, condition: Sql, signal: AbortSignal | undefined, work: (userIds: string[]) => Promise<void>) {
  for (let after = nobody; ; ) {
    signal?.throwIfAborted();
    const users = await ctx.db.rows(
      sql`select q.user_id from package_queue q where q.status = 'active' and q.user_id > ${after}::uuid and ${condition} order by q.user_id limit ${atOnce}`,
      User,
    );
    const last = users.at(-1);
    if (!last) return;
    await work(users.map((user) => user.user_id));
    if (users.length < atOnce) return;
    after = last.user_id;
  }
}

/** All in one transaction; if that fails, each by itself, so that one bad queue costs nobody else. */
async function inOneOrEach<T>(
  userIds: readonly string[],
  work: (userIds: readonly string[]) => Promise<T>,
  failures: unknown[],
): Promise<T[]> {
  try {
    return [await work(userIds)];
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
  }
  const results: T[] = [];
  for (const userId of userIds) {
    try {
      results.push(await work([userId]));
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      failures.push(error);
    }
  }
  return results;
}

function settle(ctx: Context, userIds: readonly string[]): Promise<Settled> {
  return transaction(ctx.db, async (tx) => settleQueues(tx, ctx.now, await lockFreeQueues(tx, userIds)));
}

function warn(ctx: Context, userIds: readonly string[]): Promise<number> {
  return transaction(ctx.db, async (tx) => {
    const held = await lockFreeQueues(tx, userIds);
    return warnItems(tx, ctx.now, await readRunningItems(tx, sql`q.user_id = any(${held}::uuid[])`));
  });
}

/** Active items that a warning about time is due for and was not given for; the decision itself is `dueWarnings`. */
function expiringSoon(now: Date): Sql {
  const kinds = timeWarnings.map(
    ({ kind, beforeMs }) => sql`(q.expires_at <= ${new Date(now.getTime() + beforeMs)}::timestamptz
      and q.expires_at - q.activated_at > make_interval(secs => ${beforeMs / 1000}::double precision)
      and not exists (select 1 from package_warning w where w.package_queue_id = q.id and w.kind = ${kind}))`,
  );
  return sql`q.expires_at > ${now}::timestamptz and (${joinSql(kinds, " or ")})`;
}
