import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import { recordHeartbeat } from "#lib/fleet/record-heartbeat";
import { recordStatusHistory } from "#lib/fleet/record-status-history";
import { refreshServerStatus } from "#lib/fleet/refresh-server-status";
import { refreshStatusView } from "#lib/fleet/refresh-status-view";
import { setMaintenance } from "#lib/fleet/set-maintenance";
import type { Fleet } from "../set-up/ensure-fleet.ts";
import type { Past } from "./past-demand.ts";
import { statusMoments } from "./status-moments.ts";

/** A node was heard this long before somebody looked. */
const heardBeforeMs = 3_000;

/**
 * Lives through the past of the fleet's status with the product's own operations: heartbeats, the look every job run
 * takes, hourly snapshots, maintenance by people.
 */
export async function writeStatus(db: Database, fleet: Fleet, past: Past): Promise<void> {
  const down = new Set<string>();
  const at = (now: Date) => systemContext("demo history", { db, now });
  for (const moment of statusMoments(past.start, past.end, past.outages, env().NODE_OFFLINE_TIMEOUT_S * 1000)) {
    for (const outage of moment.ends) down.delete(outage.serverKey);
    const heardAt = new Date(moment.at.getTime() - heardBeforeMs);
    await Promise.all(
      [...fleet.serverIds].filter(([key]) => !down.has(key)).map(([, id]) => recordHeartbeat(db, id, heardAt, { isPush: false })),
    );
    for (const outage of [...moment.begins, ...moment.ends].filter(({ kind }) => kind === "maintenance")) {
      const id = fleet.serverIds.get(outage.serverKey);
      if (id !== undefined) await setMaintenance(at(moment.at), { id, on: moment.begins.includes(outage), reason: outage.reason });
    }
    for (const outage of moment.begins) down.add(outage.serverKey);
    await refreshServerStatus(at(moment.at));
    if (moment.isHour) await recordStatusHistory(at(moment.at), moment.at);
  }
  // Between two looks of ours lies up to an hour of the story, which the product rightly takes for an absence of its
  // own. In the story somebody listened all the time.
  const listened = sql`delete from fleet_gap where to_at <= ${past.end}`;
  await db.pool.query(listened.text, listened.values as unknown[]);
  await refreshStatusView(at(past.end));
}
