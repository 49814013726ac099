import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { decideStatus, type Listening } from "#lib/fleet/decide-status";
import { NodeStatus } from "#lib/fleet/schema";
import { readSettings } from "#lib/settings/read-settings";
import { changeStatus, type WantedStatus } from "./internal/change-status.ts";
import { watchFleet } from "./internal/watch-fleet.ts";

const Candidate = z.object({
  id: z.number().int(),
  status: NodeStatus,
  last_online_at: column.instant.nullable(),
  maintenance_until: column.instant.nullable(),
});

/**
 * Brings every server's status up to date, in one transaction: what changed, its history, its events. Set-based: the
 * number of statements does not grow with the fleet.
 */
export async function refreshServerStatus(ctx: Context): Promise<{ online: number; offline: number; held: number }> {
  return transaction(ctx.db, async (tx) => {
    const settings = await readSettings(tx, ctx.log);
    const listeningSince = await watchFleet(tx, ctx.now);
    const listening: Listening = { now: ctx.now, listeningSince, offlineTimeoutMs: settings["fleet.offlineTimeoutS"] * 1000 };
    const wanted: WantedStatus[] = [];
    let held = 0;
    for (const server of await findCandidates(tx, listening)) {
      const facts = { status: server.status, lastOnlineAt: server.last_online_at, maintenanceUntil: server.maintenance_until };
      const decision = decideStatus(facts, listening);
      if (decision.change) wanted.push({ id: server.id, previous: server.status, status: decision.status, reason: decision.reason });
      else held++;
    }
    const changes = await changeStatus(tx, ctx.now, wanted, listening.offlineTimeoutMs);
    return {
      online: changes.filter((change) => change.status === "online").length,
      offline: changes.filter((change) => change.status === "offline").length,
      held,
    };
  });
}

/** The few servers whose status may have to change; `decideStatus` has the last word on each. */
function findCandidates(tx: SqlTransaction, { now, offlineTimeoutMs }: Listening): Promise<z.output<typeof Candidate>[]> {
  const silentSince = new Date(now.getTime() - offlineTimeoutMs);
  return tx.rows(
    sql`
    select id, status, last_online_at, maintenance_until from node_server
    where (status = 'online' and (last_online_at is null or last_online_at <= ${silentSince}::timestamptz))
      or (status = 'offline' and last_online_at > ${silentSince}::timestamptz)
      or (status = 'maintenance' and maintenance_until <= ${now}::timestamptz)
    order by id`,
    Candidate,
  );
}
