import { route } from "#lib/http/route";
import { retryWebhookDeliveries } from "#lib/notifications/retry-webhook-deliveries";

export const POST = route(retryWebhookDeliveries);
