import { auditAll } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import type { Transaction } from "#lib/core/transaction";
import type { NodeStatus } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { announceStatus } from "./announce-status.ts";
import type { MaintenanceTarget } from "./maintenance-target.ts";

/** One locked server and what it becomes. */
export interface MaintenanceChange {
  server: { id: number; name: string; status: NodeStatus; statusReason: string; maintenanceUntil: Date | null };
  target: MaintenanceTarget;
}

/** Writes what people decided about maintenance, with its history, audit and events: one row each, whatever their number. */
export async function changeMaintenance(tx: Transaction, ctx: Context, on: boolean, changes: readonly MaintenanceChange[]): Promise<void> {
  const targets = changes.map(({ server: { id }, target: { status, reason, until } }) => ({ id, status, reason, until }));
  await tx.execute(sql`
    with target as (
      select * from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as t(id integer, status text, reason text, until timestamptz)),
    changed as (
      update node_server s set status = t.status, status_reason = t.reason, maintenance_until = t.until,
        status_changed_at = case when s.status = t.status then s.status_changed_at else ${ctx.now} end
      from target t where s.id = t.id returning s.id)
    insert into node_status_history (node_server_id, status, reason, created_at)
    select t.id, t.status, t.reason, ${ctx.now}::timestamptz from target t join changed using (id) order by t.id`);
  const action = on ? "node-server.start-maintenance" : "node-server.end-maintenance";
  const entries = changes.map(({ server, target }) => ({
    action,
    subjectKind: "node-server",
    subjectId: server.id,
    before: { status: server.status, statusReason: server.statusReason, maintenanceUntil: server.maintenanceUntil },
    after: { status: target.status, statusReason: target.reason, maintenanceUntil: target.until },
  }));
  await auditAll(tx, ctx, entries);
  const announced = changes
    .filter(({ server, target }) => server.status !== target.status)
    .map(({ server, target }) => ({
      id: server.id,
      name: server.name,
      previous: server.status,
      status: target.status,
      reason: target.reason,
    }));
  if (announced.length > 0) await announceStatus(tx, ctx.now, announced);
  // After the status, which pages show from the event itself before they fetch anything.
  for (const { server } of changes) publish(tx, ctx.now, "node-server:changed", ["permission:fleet:read"], { nodeServerId: server.id });
}
