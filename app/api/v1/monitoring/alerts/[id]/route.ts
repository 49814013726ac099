import { showAlert } from "#lib/alerting/show-alert";
import { route } from "#lib/http/route";

export const GET = route(showAlert);
