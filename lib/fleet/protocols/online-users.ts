import { isIP } from "node:net";
import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { currentSettings } from "#lib/settings/current-settings";
import type { SkippedItem } from "./node-call.ts";

/** Addresses of one user beyond this are not kept. */
const maxAddresses = 64;
/** A report of who is online is current until the next but one is due. */
const currentIntervals = 2;

/** One user's addresses on one node, as reported; `index` is the item's place or key in the report. */
export interface ReportedUser {
  uid: number;
  addresses: string[];
  index: number | string;
}

/**
 * Remembers who is online on a server, by one statement. Users that do not exist are skipped and named; a user without
 * addresses is not online.
 */
export async function recordOnlineUsers(ctx: Context, nodeServerId: number, reported: readonly ReportedUser[]): Promise<SkippedItem[]> {
  const online = reported
    .filter((user) => user.addresses.length > 0)
    .map(({ uid, addresses }) => ({ uid, addresses: [...new Set(addresses)].slice(0, maxAddresses) }));
  if (online.length === 0) return [];
  const query = sql`
    insert into node_online_user (node_server_id, uid, addresses, seen_at)
    select ${nodeServerId}::integer, u.uid, r.addresses, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(online)}::jsonb) as r(uid integer, addresses text[]) join app_user u on u.uid = r.uid
    order by u.uid
    on conflict (node_server_id, uid) do update set addresses = excluded.addresses, seen_at = excluded.seen_at
    returning uid`;
  const { rows } = await ctx.db.ingestPool.query(query.text, query.values as unknown[]);
  const known = new Set(
    z
      .array(z.object({ uid: z.number() }))
      .parse(rows)
      .map((row) => row.uid),
  );
  return reported
    .filter((user) => user.addresses.length > 0 && !known.has(user.uid))
    .map((user) => ({ index: user.index, code: "unknown_user", detail: `No user has uid ${user.uid}` }));
}

/** How many addresses each user has on all servers together, now. */
export async function countOnlineAddresses(ctx: Context): Promise<Map<number, number>> {
  const settings = await currentSettings(ctx.db);
  const currentS = settings["fleet.pushIntervalS"] * currentIntervals;
  const query = sql`
    select uid, count(distinct address) as addresses from node_online_user cross join unnest(addresses) address
    where seen_at > ${ctx.now}::timestamptz - make_interval(secs => ${currentS}) group by uid order by uid`;
  const { rows } = await ctx.db.ingestPool.query(query.text, query.values as unknown[]);
  const counts = z.array(z.object({ uid: z.number().int(), addresses: column.count })).parse(rows);
  return new Map(counts.map((row) => [row.uid, row.addresses]));
}

/** The IP address of what nodes send: plain, or with their own `_<node>` behind it. Undefined when it is none. */
export function addressOf(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 128) return undefined;
  const address = value.split("_", 1)[0] ?? "";
  return isIP(address) === 0 ? undefined : address;
}

/** A uid as PostgreSQL holds it; undefined for everything else. */
export function uidOf(value: unknown): number | undefined {
  const uid = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof uid === "number" && Number.isInteger(uid) && uid >= 1 && uid <= 2_147_483_647 ? uid : undefined;
}
