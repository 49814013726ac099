import { route } from "#lib/http/route";
import { listWebhookDeliveries } from "#lib/notifications/list-webhook-deliveries";

export const GET = route(listWebhookDeliveries);
