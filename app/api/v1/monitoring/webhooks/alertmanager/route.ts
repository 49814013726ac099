import { receiveAlertmanagerWebhook } from "#lib/alerting/receive-alertmanager-webhook";
import { route } from "#lib/http/route";

export const POST = route(receiveAlertmanagerWebhook);
