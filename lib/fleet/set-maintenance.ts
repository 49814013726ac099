import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { NodeServer, SetMaintenanceInput } from "#lib/fleet/schema";
import { currentSettings } from "#lib/settings/current-settings";
import { changeMaintenance } from "./internal/change-maintenance.ts";
import { lockNodeServer } from "./internal/lock-node-server.ts";
import { maintenanceEnd, maintenanceStart } from "./internal/maintenance-target.ts";
import { readNodeServer } from "./internal/node-server-row.ts";

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
  async (ctx, { id, on, reason, until }) => {
    const settings = await currentSettings(ctx.db);
    return transaction(ctx.db, async (tx) => {
      const server = await lockNodeServer(tx, id);
      if (!on && server.status !== "maintenance")
        throw new DomainError("wrong_state", "It is not in maintenance", { state: { status: server.status } });
      const target = on
        ? maintenanceStart(reason, until, ctx.now)
        : maintenanceEnd(server.lastOnlineAt, ctx.now, settings["fleet.offlineTimeoutS"]);
      await changeMaintenance(tx, ctx, on, [{ server, target }]);
      return readNodeServer(tx, ctx.now, id);
    });
  },
);
