import { route } from "#lib/http/route";
import { unsubscribeBrowser } from "#lib/notifications/unsubscribe-browser";

export const DELETE = route(unsubscribeBrowser, { status: 204 });
