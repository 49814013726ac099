import { showNodeStatusHistory } from "#lib/fleet/show-node-status-history";
import { route } from "#lib/http/route";

export const GET = route(showNodeStatusHistory);
