import { assignAlert } from "#lib/alerting/assign-alert";
import { route } from "#lib/http/route";

export const POST = route(assignAlert);
