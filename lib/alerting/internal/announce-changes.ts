import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { EventType } from "#lib/realtime/events";
import { publish } from "#lib/realtime/publish";
import type { AlertStepKind } from "../alert-state.ts";
import type { ChangedMute } from "../refresh-mutes.ts";
import { readAlerts } from "./alert-view.ts";
import type { WrittenChange } from "./write-changes.ts";

type AlertEvent = Extract<EventType, `alert:${string}`>;
type SingleEvent = Exclude<AlertEvent, `alert:${"many" | "rule" | "mute"}-changed` | `alert:silence-${"ending" | "ended"}`>;

/** A storm is told as one event: nobody reads a thousand, and each is a row that every page is told of. */
const maxSingleEvents = 100;
const audience = ["permission:monitoring:read" as const];

const eventOf: Partial<Record<AlertStepKind, SingleEvent>> = {
  fired: "alert:fired",
  reopened: "alert:reopened",
  severity_changed: "alert:changed",
  resolved: "alert:resolved",
  data_missing: "alert:changed",
  data_returned: "alert:changed",
  acknowledgement_ended: "alert:unacknowledged",
};

/** Tells pages what an evaluation or a sender changed, with the transaction. Counters that moved are no news. */
export async function announceChanges(
  tx: SqlTransaction,
  now: Date,
  written: readonly WrittenChange[],
  muted: readonly ChangedMute[],
): Promise<void> {
  const events = new Map<string, SingleEvent>(muted.map(({ id }) => [id, "alert:changed"]));
  for (const { id, steps, state } of written) {
    const event = steps.map(({ kind }) => eventOf[kind]).findLast((found) => found !== undefined);
    if (event && state?.status !== "pending") events.set(id, event);
  }
  if (events.size > maxSingleEvents) return publish(tx, now, "alert:many-changed", audience, { count: events.size });
  if (events.size === 0) return;
  for (const { id, status, severity, source, title, muted: mute } of await readAlerts(
    tx,
    sql`and a.id = any(${[...events.keys()]}::uuid[])`,
  )) {
    publish(tx, now, events.get(id) ?? "alert:changed", audience, { alertId: id, status, severity, source, title, isMuted: mute !== null });
  }
}
