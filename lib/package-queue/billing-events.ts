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
