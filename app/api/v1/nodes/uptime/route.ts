import { showUptime } from "#lib/fleet/show-uptime";
import { route } from "#lib/http/route";

export const GET = route(showUptime);
