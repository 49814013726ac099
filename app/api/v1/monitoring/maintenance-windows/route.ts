import { createMaintenanceWindow } from "#lib/alerting/create-maintenance-window";
import { listMaintenanceWindows } from "#lib/alerting/list-maintenance-windows";
import { route } from "#lib/http/route";

export const GET = route(listMaintenanceWindows);
export const POST = route(createMaintenanceWindow, { status: 201 });
