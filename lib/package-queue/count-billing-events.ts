import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { BillingEventCounts, type BillingEventState, EventsInput } from "#lib/package-queue/schema";

/** A count beyond this is shown as more than it, and never counted to its end: events grow with history. */
const countedTo = 10_000;

const Row = z.object({
  queued: column.count,
  done: column.count,
  dead: column.count,
  oldest_queued_at: column.instant.nullable(),
  last_seq: column.bytes.nullable(),
  last_at: column.instant.nullable(),
});

/** Events by state, since when the oldest waits, and the newest there is. */
export const countBillingEvents = operation(
  {
    name: "countBillingEvents",
    summary: "Count billing and expiry events by state",
    policy: "packages:read",
    input: EventsInput,
    output: BillingEventCounts,
  },
  async (ctx) => {
    const count = (state: BillingEventState) =>
      sql`(select count(*) from (select from billing_event where state = ${state} limit ${countedTo + 1}) c)`;
    const [row] = await ctx.db.rows(
      sql`select ${count("queued")} as queued, ${count("done")} as done, ${count("dead")} as dead,
        (select created_at from billing_event where state = 'queued' order by seq limit 1) as oldest_queued_at, last.seq as last_seq, last.created_at as last_at
      from (values (1)) as one left join (select seq, created_at from billing_event order by seq desc limit 1) last on true`,
      Row,
    );
    if (!row) throw new Error("Counting events returned nothing");
    const { queued, done, dead, oldest_queued_at: oldest, last_seq: seq, last_at: at } = row;
    return {
      queued,
      done,
      dead,
      oldestQueuedAt: oldest?.toISOString() ?? null,
      last: seq !== null && at !== null ? { seq: String(seq), createdAt: at.toISOString() } : null,
    };
  },
);
