import { showServerStatusHistory } from "#lib/fleet/show-server-status-history";
import { route } from "#lib/http/route";

export const GET = route(showServerStatusHistory);
