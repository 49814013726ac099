import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { emptySql, sql } from "#lib/core/sql";
import { microsText } from "#lib/telemetry/micros";
import { type AskedRange, readRange } from "#lib/telemetry/read-range";
import { LogTypes, LogTypesInput } from "#lib/telemetry/schema";
import { exactInstant } from "./internal/exact-instant.ts";
import { demandNode } from "./internal/known-node.ts";
import { logCounts } from "./internal/log-counts.ts";

const dayMicros = 86_400_000_000n;
const beginning = "1970-01-01T00:00:00Z";
const Row = z.object({ msg: z.string(), qty: column.count, last_at: z.string() });

/**
 * What a node sent and how often, exactly, without counting messages.
 * @throws DomainError not_found; validation_failed for an impossible range
 */
export const listLogTypes = operation(
  {
    name: "listTelemetryLogTypes",
    summary: "Types of a chain node's messages with their counts",
    policy: "telemetry:read",
    input: LogTypesInput,
    output: LogTypes,
  },
  async (ctx, { peerId, ...asked }) => {
    const { from, to } = wholeDays(asked, ctx.now);
    await demandNode(ctx.db, peerId);
    const rows = await ctx.db.rows(
      sql`select msg, sum(qty) as qty, ${exactInstant(sql`max(max_created_at)`)} as last_at
      from ${logCounts(peerId)} counts
      where true ${from === null ? emptySql : sql`and day >= ${from.slice(0, 10)}::date`} ${to === null ? emptySql : sql`and day < ${to.slice(0, 10)}::date`}
      group by msg order by 2 desc, msg`,
      Row,
    );
    return { from, to, items: rows.map(({ msg, qty, last_at: lastAt }) => ({ msg, qty, lastAt })) };
  },
);

/** The days that a range touches; an end that was not asked for stays open. */
function wholeDays(asked: AskedRange, now: Date): { from: string | null; to: string | null } {
  const { from, to } = readRange({ from: beginning, ...asked }, now, 0, Number.POSITIVE_INFINITY);
  return {
    from: asked.from === undefined ? null : microsText((from / dayMicros) * dayMicros),
    to: asked.to === undefined ? null : microsText(((to + dayMicros - 1n) / dayMicros) * dayMicros),
  };
}
