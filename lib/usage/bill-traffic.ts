import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { claimLines } from "./internal/claim-lines.ts";

/** Lines that one transaction claims: some tenths of a second. */
const linesAtOnce = 10_000;
/** A backlog beyond this is left to the next run, so that a run always ends. */
const maxBatches = 100;
const dayMs = 86_400_000;

const Oldest = z.object({ at: column.instant.nullable() });

export interface BillTrafficOptions {
  signal?: AbortSignal;
  linesAtOnce?: number;
}

/** Lines that were billed, the events made of them, and how many of the lines belong to no package. */
export interface Billed {
  lines: number;
  events: number;
  linesWithoutPackage: number;
  isMore: boolean;
}

/**
 * Turns unbilled lines into billing events, batch by batch, the oldest day first, until none is left. Whatever was
 * committed late is found by the next run: what counts is that a line is unbilled, never how far a former run came.
 * Safe beside itself: lines that another process is billing are skipped.
 */
export async function billTraffic(ctx: Context, options: BillTrafficOptions = {}): Promise<Billed> {
  const total: Billed = { lines: 0, events: 0, linesWithoutPackage: 0, isMore: false };
  const size = options.linesAtOnce ?? linesAtOnce;
  let day = await oldestUnbilledDay(ctx, new Date(0));
  for (let batch = 0; day && batch < maxBatches; batch++) {
    options.signal?.throwIfAborted();
    const from: Date = day;
    const to = new Date(from.getTime() + dayMs);
    const claimed = await transaction(ctx.db, (tx) => claimLines(tx, ctx.now, { from, to, limit: size }));
    total.lines += claimed.lines;
    total.events += claimed.events;
    total.linesWithoutPackage += claimed.linesWithoutPackage;
    if (claimed.lines < size) day = await oldestUnbilledDay(ctx, to);
  }
  return { ...total, isMore: day !== undefined };
}

/** The UTC day, which is a partition, of the oldest unbilled line at or after `from`. */
async function oldestUnbilledDay(ctx: Context, from: Date): Promise<Date | undefined> {
  const [oldest] = await ctx.db.rows(
    sql`select min(at) as at from usage_line where billed_at is null and at >= ${from}::timestamptz`,
    Oldest,
  );
  return oldest?.at ? new Date(Math.floor(oldest.at.getTime() / dayMs) * dayMs) : undefined;
}
