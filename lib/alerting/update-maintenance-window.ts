import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { checkSchedule } from "./check-schedule.ts";
import { changeMutes } from "./internal/change-mutes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { readWindowView } from "./internal/window-view.ts";
import { MaintenanceWindowView, UpdateMaintenanceWindowInput } from "./schema.ts";

/** Changes a window; what it mutes follows at once. @throws DomainError not_found, validation_failed also for times that have passed */
export const updateMaintenanceWindow = operation(
  {
    name: "updateMaintenanceWindow",
    summary: "Change a maintenance window",
    policy: "monitoring:write",
    input: UpdateMaintenanceWindowInput,
    output: MaintenanceWindowView,
  },
  async (ctx, { id, ...changes }) => {
    if (changes.schedule) checkSchedule(changes.schedule, ctx.now);
    return transaction(ctx.db, async (tx) => {
      await lockAlerts(tx);
      await tx.execute(sql`select 1 from maintenance_window where id = ${id}::uuid for update`);
      const before = await readWindowView(tx, ctx.now, id);
      if (!before) throw notFound("Maintenance window");
      const { name, matchers, schedule, isEnabled } = { ...before, ...changes };
      await tx.execute(sql`
        update maintenance_window set name = ${name}, matchers = ${JSON.stringify(matchers)}::jsonb, schedule = ${JSON.stringify(schedule)}::jsonb,
          is_enabled = ${isEnabled}, updated_at = ${ctx.now}::timestamptz
        where id = ${id}::uuid`);
      await changeMutes(tx, ctx, "maintenance", id);
      const after = await readWindowView(tx, ctx.now, id);
      if (!after) throw new Error("The maintenance window was not found again");
      await audit(tx, ctx, { action: "maintenance-window.update", subjectKind: "maintenance-window", subjectId: id, before, after });
      return after;
    });
  },
);
