import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type EventPayload, type EventType, eventPayloads, type Room } from "#lib/realtime/events";

/** PostgreSQL's notification channel; its payload is the highest sequence number of the transaction. */
export const eventChannel = "fleetlight_events";

/** Advisory lock under which event numbers are handed out: "evnt". */
const numberingLock = 0x65766e74;

interface Pending {
  type: EventType;
  rooms: Room[];
  payload: string;
  at: string;
}

const pendingOf = new WeakMap<SqlTransaction, Pending[]>();

/**
 * Publishes an event with the transaction: written and numbered as its last statement before COMMIT, announced by
 * PostgreSQL if and only if it commits. The numbering lock is held from there to COMMIT, so a higher number is never
 * visible before a lower one and a client that resumes after N misses nothing. (NOTIFY serialises commits anyway.)
 */
export function publish<T extends EventType>(tx: SqlTransaction, now: Date, type: T, rooms: Room[], payload: EventPayload<T>): void {
  const event: Pending = { type, rooms, payload: JSON.stringify(eventPayloads[type].parse(payload)), at: now.toISOString() };
  const pending = pendingOf.get(tx);
  if (pending) {
    pending.push(event);
    return;
  }
  const events = [event];
  pendingOf.set(tx, events);
  tx.beforeCommit.push(async (sqlTx) => {
    await sqlTx.execute(sql`
      with locked as materialized (select pg_advisory_xact_lock(${numberingLock})),
      written as (
        insert into event_log (type, rooms, payload, at)
        select e.type, e.rooms, e.payload::jsonb, e.at::timestamptz
        from locked, jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(type text, rooms text[], payload text, at text)
        returning seq)
      select pg_notify(${eventChannel}, max(seq)::text) from written`);
  });
}
