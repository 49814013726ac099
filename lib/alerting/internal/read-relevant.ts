import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { failurePrefix, failureTiming } from "../plan-rule-failures.ts";
import { readStoredAlerts, type StoredAlert } from "./alert-row.ts";

/**
 * Alerts of rules that an evaluation may change, locked: the open ones, and ended ones that could be reopened. Each of the
 * conditions is answered by an index of its own, so that years of ended alerts cost nothing.
 */
export function readRelevant(reader: Pick<SqlTransaction, "rows">, longestReopenSeconds: number, now: Date): Promise<StoredAlert[]> {
  const endedAfter = new Date(now.getTime() - longestReopenSeconds * 1000);
  return readStoredAlerts(
    reader,
    sql`where a.rule_id is not null and (a.status <> 'resolved' or a.is_held_open
      or (a.status = 'resolved' and a.resolved_at > ${endedAfter}::timestamptz)) order by a.id for update`,
  );
}

/** Alerts about rules that could not look, open or ended a moment ago, locked. */
export function readFailures(reader: Pick<SqlTransaction, "rows">, now: Date): Promise<StoredAlert[]> {
  const endedAfter = new Date(now.getTime() - failureTiming.reopenSeconds * 1000);
  return readStoredAlerts(
    reader,
    sql`where a.resource_type = 'rule' and a.rule_id is null and a.fingerprint like ${`${failurePrefix}%`}::text and a.status <> 'pending'
      and (a.status = 'firing' or a.is_held_open or a.resolved_at > ${endedAfter}::timestamptz) order by a.id for update`,
  );
}
