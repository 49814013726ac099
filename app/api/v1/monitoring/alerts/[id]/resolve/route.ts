import { resolveAlert } from "#lib/alerting/resolve-alert";
import { route } from "#lib/http/route";

export const POST = route(resolveAlert);
