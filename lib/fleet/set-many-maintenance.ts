import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { ManyMaintenanceSet, SetManyMaintenanceInput } from "#lib/fleet/schema";
import { currentSettings } from "#lib/settings/current-settings";
import { changeMaintenance } from "./internal/change-maintenance.ts";
import { lockNodeServers } from "./internal/lock-node-server.ts";
import { maintenanceEnd, maintenanceStart } from "./internal/maintenance-target.ts";

/**
 * Starts or ends maintenance of many servers: all of them, or none when one id is unknown. Ending it leaves servers that
 * are not in maintenance as they are, and names them; each change is audited and announced by itself.
 * @throws DomainError unprocessable naming the unknown ids, validation_failed (an `until` that is over)
 */
export const setManyMaintenance = operation(
  {
    name: "setManyMaintenance",
    summary: "Start or end maintenance of many node servers",
    policy: "fleet:write",
    input: SetManyMaintenanceInput,
    output: ManyMaintenanceSet,
  },
  async (ctx, { ids, on, reason, until }) => {
    const settings = await currentSettings(ctx.db);
    return transaction(ctx.db, async (tx) => {
      const servers = await lockNodeServers(tx, [...new Set(ids)]);
      const known = new Set(servers.map(({ id }) => id));
      const errors = ids.flatMap((id, index) =>
        known.has(id) ? [] : [{ path: `ids.${index}`, code: "unknown", detail: `No node server ${id}` }],
      );
      if (errors.length > 0) throw new DomainError("unprocessable", "Nothing was changed: some node servers do not exist", { errors });
      const concerned = on ? servers : servers.filter(({ status }) => status === "maintenance");
      const changes = concerned.map((server) => ({
        server,
        target: on
          ? maintenanceStart(reason, until, ctx.now)
          : maintenanceEnd(server.lastOnlineAt, ctx.now, settings["fleet.offlineTimeoutS"]),
      }));
      if (changes.length > 0) await changeMaintenance(tx, ctx, on, changes);
      const touched = new Set(concerned.map(({ id }) => id));
      return { changed: changes.length, skipped: servers.map(({ id }) => id).filter((id) => !touched.has(id)) };
    });
  },
);
