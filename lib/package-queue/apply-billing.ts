import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { isDatabaseAway } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Applied, applyEvents } from "./internal/apply-events.ts";
import { recordFailure } from "./internal/record-failure.ts";

/** Users whose events are applied in one transaction. */
const usersAtOnce = 200;

const User = z.object({ user_id: z.string() });
const Due = z.object({ id: z.string() });

export interface BillingApplied extends Applied {
  retried: number;
  dead: number;
}

/**
 * Gives queued billing events their effect, each exactly once: the bytes are added to the event's own item, whatever has
 * become of it since (an overrun stays where it happened), and what is used up is consumed and followed by the next. An
 * event and its effect are one transaction; a killed run leaves both or neither. Safe beside itself: users whose queue
 * another process holds are skipped.
 */
export async function applyBilling(ctx: Context, signal?: AbortSignal): Promise<BillingApplied> {
  const total: BillingApplied = { events: 0, byTraffic: 0, byTime: 0, activated: 0, warnings: 0, retried: 0, dead: 0 };
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    signal?.throwIfAborted();
    const users = await ctx.db.rows(
      sql`select distinct user_id from billing_event
      where state = 'queued' and user_id > ${after}::uuid and next_attempt_at <= ${ctx.now}::timestamptz order by user_id limit ${usersAtOnce}`,
      User,
    );
    const userIds = users.map((user) => user.user_id);
    await applyTogether(ctx, userIds, total);
    const last = userIds.at(-1);
    if (last === undefined || userIds.length < usersAtOnce) return total;
    after = last;
  }
}

/** Many users in one transaction; if it fails, each event by itself, so that a bad one costs nobody else. */
async function applyTogether(ctx: Context, userIds: readonly string[], total: BillingApplied): Promise<void> {
  if (userIds.length === 0) return;
  try {
    add(total, await applyEvents(ctx, userIds));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    ctx.log.warn({ err: error, users: userIds.length }, "billing events failed together, applying them one by one");
    for (const userId of userIds) await applySingly(ctx, userId, total);
  }
}

/** One user's events in order up to the first that fails, which is noted on it. */
async function applySingly(ctx: Context, userId: string, total: BillingApplied): Promise<void> {
  const events = await ctx.db.rows(
    sql`select id from billing_event where user_id = ${userId}::uuid and state = 'queued' order by seq`,
    Due,
  );
  for (const { id } of events) {
    try {
      add(total, await applyEvents(ctx, [userId], id));
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      const state = await recordFailure(ctx, id, error);
      if (state === "dead") total.dead++;
      else if (state === "queued") total.retried++;
      return;
    }
  }
}

function add(total: BillingApplied, applied: Applied): void {
  total.events += applied.events;
  total.byTraffic += applied.byTraffic;
  total.byTime += applied.byTime;
  total.activated += applied.activated;
  total.warnings += applied.warnings;
}
