import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { BillingEventList, ListBillingEventsInput } from "#lib/package-queue/schema";
import { cutPage } from "#lib/universal/paging";
import { readBillingEvents } from "./internal/billing-event-row.ts";

const Place = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/**
 * Billing and expiry events, newest first. With `after` oldest first, from there on: an outside system asks with the
 * `seq` of the last one it has and never misses one, because numbers become visible in order.
 */
export const listBillingEvents = operation(
  {
    name: "listBillingEvents",
    summary: "List billing and expiry events",
    policy: "packages:read",
    input: ListBillingEventsInput,
    output: BillingEventList,
  },
  async (ctx, { state, type, userId, after, limit, cursor }) => {
    const place = readCursor(cursor, Place)?.[0];
    const isFollowing = after !== undefined;
    const from = isFollowing ? (place ?? after) : place;
    const events = await readBillingEvents(
      ctx.db,
      sql`where true
      ${state === undefined ? emptySql : sql`and e.state = ${state}`}
      ${type === undefined ? emptySql : sql`and e.type = ${type}`}
      ${userId === undefined ? emptySql : sql`and e.user_id = ${userId}::uuid`}
      ${from === undefined ? emptySql : isFollowing ? sql`and e.seq > ${from}::bigint` : sql`and e.seq < ${from}::bigint`}
      order by e.seq ${isFollowing ? emptySql : sql`desc`} limit ${limit + 1}`,
    );
    return cutPage(events, limit, (event) => [event.seq]);
  },
);
