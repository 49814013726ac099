import { route } from "#lib/http/route";
import { createWebhook } from "#lib/notifications/create-webhook";
import { listWebhooks } from "#lib/notifications/list-webhooks";

export const GET = route(listWebhooks);
export const POST = route(createWebhook, { status: 201 });
