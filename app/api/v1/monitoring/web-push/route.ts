import { route } from "#lib/http/route";
import { showWebPush } from "#lib/notifications/show-web-push";

export const GET = route(showWebPush);
