import { deleteMaintenanceWindow } from "#lib/alerting/delete-maintenance-window";
import { showMaintenanceWindow } from "#lib/alerting/show-maintenance-window";
import { updateMaintenanceWindow } from "#lib/alerting/update-maintenance-window";
import { route } from "#lib/http/route";

export const GET = route(showMaintenanceWindow);
export const PATCH = route(updateMaintenanceWindow);
export const DELETE = route(deleteMaintenanceWindow, { status: 204 });
