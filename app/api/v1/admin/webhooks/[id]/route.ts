import { route } from "#lib/http/route";
import { deleteWebhook } from "#lib/notifications/delete-webhook";
import { getWebhook } from "#lib/notifications/get-webhook";
import { updateWebhook } from "#lib/notifications/update-webhook";

export const GET = route(getWebhook);
export const PATCH = route(updateWebhook);
export const DELETE = route(deleteWebhook, { status: 204 });
