import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import type { EventType } from "#lib/realtime/events";
import { publish } from "#lib/realtime/publish";
import type { AlertState } from "../alert-state.ts";
import type { ActionDecision } from "../decide-action.ts";
import type { Alert } from "../schema.ts";
import { readStoredAlerts, type StoredAlert, stateColumns } from "./alert-row.ts";
import { readAlert } from "./alert-view.ts";

/** The news that a person's action makes. */
type AlertEvent = Extract<EventType, `alert:${"acknowledged" | "unacknowledged" | "resolved" | "commented" | "assigned"}`>;

interface Action {
  /** `alert.acknowledge`, for the audit log. */
  name: string;
  event: AlertEvent;
  decide(state: AlertState, alert: StoredAlert): ActionDecision;
  /** What the person wrote with it. */
  note?: string | undefined;
}

/**
 * What a person does to one alert, under its row lock: read, decide, write, timeline, audit, news; or a 409 with the alert
 * as it is. The rule engine waits for the same lock, so neither loses what the other did.
 * @throws DomainError not_found, wrong_state, conflict
 */
export function actOnAlert(ctx: Context, id: string, { name, event, decide, note }: Action): Promise<Alert> {
  return transaction(ctx.db, async (tx) => {
    const [stored] = await readStoredAlerts(tx, sql`where a.id = ${id}::uuid and a.status <> 'pending' for update`);
    const before = stored && (await readAlert(tx, id));
    if (!stored || !before) throw notFound("Alert");
    const decision = decide(stored.state, stored);
    if (decision.isRefused)
      throw new DomainError(decision.reason === "already_acknowledged" ? "conflict" : "wrong_state", decision.detail, { state: before });
    const { step, state } = decision;
    await writeState(tx, id, state, step.kind === "acknowledged" ? (note ?? null) : null);
    await addToTimeline(tx, ctx, id, { kind: step.kind, detail: note ? `${step.reason}: ${note}` : step.reason });
    return finish(tx, ctx, { name, event }, before);
  });
}

/** A row of the timeline, in the transaction of what it is about. */
export async function addToTimeline(
  tx: Transaction,
  ctx: Context,
  alertId: string,
  entry: { kind: string; detail: string },
): Promise<void> {
  await tx.execute(sql`
    insert into alert_event (alert_id, at, kind, actor, detail)
    values (${alertId}::uuid, ${ctx.now}::timestamptz, ${entry.kind}, ${ctx.actor.label}, ${entry.detail})`);
}

/** Audit and news of a change that was written, and the alert as it is now. */
export async function finish(tx: Transaction, ctx: Context, action: Pick<Action, "name" | "event">, before: Alert): Promise<Alert> {
  const after = await readAlert(tx, before.id);
  if (!after) throw new Error("The alert was not found again");
  await audit(tx, ctx, { action: action.name, subjectKind: "alert", subjectId: before.id, before, after });
  const { id, status, severity, source, title, muted } = after;
  publish(tx, ctx.now, action.event, ["permission:monitoring:read"], {
    alertId: id,
    status,
    severity,
    source,
    title,
    isMuted: muted !== null,
  });
  return after;
}

async function writeState(tx: Transaction, id: string, state: AlertState, note: string | null): Promise<void> {
  const row = stateColumns(state);
  await tx.execute(sql`
    update alert set status = ${row.status}, resolved_at = ${row.resolved_at}, is_held_open = ${row.is_held_open}, clear_since = ${row.clear_since},
      acknowledged_at = ${row.acknowledged_at}, acknowledged_by = ${row.acknowledged_by}, acknowledged_until = ${row.acknowledged_until},
      acknowledge_note = ${note}
    where id = ${id}::uuid`);
}
