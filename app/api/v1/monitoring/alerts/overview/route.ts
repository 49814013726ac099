import { showAlertOverview } from "#lib/alerting/show-alert-overview";
import { route } from "#lib/http/route";

export const GET = route(showAlertOverview);
