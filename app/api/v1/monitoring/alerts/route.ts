import { createAlert, statusOfCreate } from "#lib/alerting/create-alert";
import { listAlerts } from "#lib/alerting/list-alerts";
import { route } from "#lib/http/route";

export const GET = route(listAlerts);
export const POST = route(createAlert, { status: statusOfCreate });
