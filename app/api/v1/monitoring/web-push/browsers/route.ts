import { route } from "#lib/http/route";
import { subscribeBrowser } from "#lib/notifications/subscribe-browser";

export const POST = route(subscribeBrowser, { status: 201 });
