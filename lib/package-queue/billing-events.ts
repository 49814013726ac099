import { type Sql, sql } from "#lib/core/sql";

/** Names of the outside world, as other systems receive them. */
export const usageBilling = { type: "UserUsageBillingEvent", route: "telecom.user_usage_billing" } as const;
export const packageExpiring = { type: "PackageExpiringEvent", route: "telecom.package_expiring" } as const;

/** Advisory lock under which events are numbered: "bill". */
const numberingLock = 0x62696c6c;

/**
 * Takes the numbering lock until COMMIT: a higher number is never visible before a lower one, so a reader that goes on
 * after N misses nothing. Take it last, after every row lock, only the event log's lock may follow.
 */
export const lockNumbers: Sql = sql`pg_advisory_xact_lock(${numberingLock})`;

/** Events just written (a relation with id, seq, type, route and payload), as webhooks carry them: known by the event's own id. */
export function eventMessages(written: Sql): Sql {
  return sql`select w.id as message_id, w.type, jsonb_build_object('id', w.id, 'seq', w.seq::text, 'route', w.route) as extra, w.payload as data
    from ${written} w`;
}
