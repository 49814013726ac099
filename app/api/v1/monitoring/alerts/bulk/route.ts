import { actOnAlerts } from "#lib/alerting/act-on-alerts";
import { route } from "#lib/http/route";

export const POST = route(actOnAlerts);
