import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { changeMutes } from "./internal/change-mutes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { readWindowView } from "./internal/window-view.ts";
import { MaintenanceWindowIdInput, NoOutput } from "./schema.ts";

/** Deletes a window; what it muted and still fires is heard again. @throws DomainError not_found */
export const deleteMaintenanceWindow = operation(
  {
    name: "deleteMaintenanceWindow",
    summary: "Delete a maintenance window",
    policy: "monitoring:write",
    input: MaintenanceWindowIdInput,
    output: NoOutput,
  },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      await lockAlerts(tx);
      await tx.execute(sql`select 1 from maintenance_window where id = ${id}::uuid for update`);
      const before = await readWindowView(tx, ctx.now, id);
      if (!before) throw notFound("Maintenance window");
      await tx.execute(sql`delete from maintenance_window where id = ${id}::uuid`);
      await changeMutes(tx, ctx, "maintenance", id);
      await audit(tx, ctx, { action: "maintenance-window.delete", subjectKind: "maintenance-window", subjectId: id, before });
    });
    return undefined;
  },
);
