import { showAlertmanagerStatus } from "#lib/alerting/show-alertmanager-status";
import { route } from "#lib/http/route";

export const GET = route(showAlertmanagerStatus);
