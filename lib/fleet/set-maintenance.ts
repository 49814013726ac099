import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { afterMaintenance } from "#lib/fleet/decide-status";
import { NodeServer, type NodeStatus, SetMaintenanceInput } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { announceStatus } from "./internal/announce-status.ts";
import { lockNodeServer } from "./internal/lock-node-server.ts";
import { readNodeServer } from "./internal/node-server-row.ts";

interface Target {
  status: NodeStatus;
  reason: string;
  until: Date | null;
}

/**
 * Starts maintenance (or changes its reason and end), or ends it: then the server is what its heartbeat says. `until`
 * ends it by itself.
 * @throws DomainError validation_failed (an `until` that is over), wrong_state (not in maintenance)
 */
export const setMaintenance = operation(
  {
    name: "setMaintenance",
    summary: "Start or end maintenance of a node server",
    policy: "fleet:write",
    input: SetMaintenanceInput,
    output: NodeServer,
  },
  (ctx, { id, on, reason, until }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockNodeServer(tx, id);
      const target = on ? maintenance(reason, until, ctx.now) : ending(before.status, before.lastOnlineAt, ctx.now);
      await tx.execute(sql`
        with changed as (
          update node_server set status = ${target.status}, status_reason = ${target.reason}, maintenance_until = ${target.until}::timestamptz,
            status_changed_at = case when status = ${target.status} then status_changed_at else ${ctx.now} end
          where id = ${id} returning id)
        insert into node_status_history (node_server_id, status, reason, created_at)
        select id, ${target.status}, ${target.reason}, ${ctx.now}::timestamptz from changed`);
      await audit(tx, ctx, {
        action: on ? "node-server.start-maintenance" : "node-server.end-maintenance",
        subjectKind: "node-server",
        subjectId: id,
        before: { status: before.status, statusReason: before.statusReason, maintenanceUntil: before.maintenanceUntil },
        after: { status: target.status, statusReason: target.reason, maintenanceUntil: target.until },
      });
      publish(tx, ctx.now, "node-server:changed", ["permission:fleet:read"], { nodeServerId: id });
      if (before.status !== target.status) {
        const change = { id, name: before.name, previous: before.status, status: target.status, reason: target.reason };
        await announceStatus(tx, ctx.now, [change]);
      }
      return readNodeServer(tx, ctx.now, id);
    }),
);

function maintenance(reason: string | undefined, until: string | undefined, now: Date): Target {
  const end = until === undefined ? null : new Date(until);
  if (end !== null && end <= now) {
    const detail = "Must lie in the future";
    throw new DomainError("validation_failed", `until: ${detail}`, { errors: [{ path: "until", code: "past", detail }] });
  }
  const words = reason?.trim() ?? "";
  return { status: "maintenance", reason: words === "" ? "maintenance" : `maintenance: ${words}`, until: end };
}

function ending(status: NodeStatus, lastOnlineAt: Date | null, now: Date): Target {
  if (status !== "maintenance") throw new DomainError("wrong_state", "It is not in maintenance", { state: { status } });
  const { status: next, reason } = afterMaintenance(lastOnlineAt, { now, offlineTimeoutMs: env().NODE_OFFLINE_TIMEOUT_S * 1000 });
  return { status: next, reason, until: null };
}
