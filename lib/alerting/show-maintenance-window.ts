import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { readWindowView } from "./internal/window-view.ts";
import { MaintenanceWindowIdInput, MaintenanceWindowView } from "./schema.ts";

/** @throws DomainError not_found */
export const showMaintenanceWindow = operation(
  {
    name: "showMaintenanceWindow",
    summary: "Show a maintenance window",
    policy: "monitoring:read",
    input: MaintenanceWindowIdInput,
    output: MaintenanceWindowView,
  },
  async (ctx, { id }) => {
    const window = await readWindowView(ctx.db, ctx.now, id);
    if (!window) throw notFound("Maintenance window");
    return window;
  },
);
