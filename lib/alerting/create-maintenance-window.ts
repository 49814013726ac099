import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { checkSchedule } from "./check-schedule.ts";
import { changeMutes } from "./internal/change-mutes.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { readWindowView } from "./internal/window-view.ts";
import { CreateMaintenanceWindowInput, MaintenanceWindowView } from "./schema.ts";

const Id = z.object({ id: z.string() });

/** Plans a window; one that is on already mutes at once. @throws DomainError validation_failed also for one that has passed */
export const createMaintenanceWindow = operation(
  {
    name: "createMaintenanceWindow",
    summary: "Plan a maintenance window",
    policy: "monitoring:write",
    input: CreateMaintenanceWindowInput,
    output: MaintenanceWindowView,
  },
  async (ctx, { name, matchers, schedule, isEnabled }) => {
    checkSchedule(schedule, ctx.now);
    return transaction(ctx.db, async (tx) => {
      await lockAlerts(tx);
      const [made] = await tx.rows(
        sql`insert into maintenance_window (name, matchers, schedule, is_enabled, created_by, created_at, updated_at)
        values (${name}, ${JSON.stringify(matchers)}::jsonb, ${JSON.stringify(schedule)}::jsonb, ${isEnabled}, ${ctx.actor.label},
          ${ctx.now}::timestamptz, ${ctx.now}::timestamptz) returning id`,
        Id,
      );
      if (!made) throw new Error("The maintenance window was not written");
      await changeMutes(tx, ctx, "maintenance", made.id);
      const window = await readWindowView(tx, ctx.now, made.id);
      if (!window) throw new Error("The maintenance window was not found again");
      await audit(tx, ctx, { action: "maintenance-window.create", subjectKind: "maintenance-window", subjectId: made.id, after: window });
      return window;
    });
  },
);
