import { route } from "#lib/http/route";
import { testWebhook } from "#lib/notifications/test-webhook";

export const POST = route(testWebhook);
