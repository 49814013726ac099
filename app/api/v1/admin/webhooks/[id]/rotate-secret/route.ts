import { route } from "#lib/http/route";
import { rotateWebhookSecret } from "#lib/notifications/rotate-webhook-secret";

export const POST = route(rotateWebhookSecret);
