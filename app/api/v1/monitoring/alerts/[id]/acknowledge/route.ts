import { acknowledgeAlert } from "#lib/alerting/acknowledge-alert";
import { unacknowledgeAlert } from "#lib/alerting/unacknowledge-alert";
import { route } from "#lib/http/route";

export const POST = route(acknowledgeAlert);
export const DELETE = route(unacknowledgeAlert);
