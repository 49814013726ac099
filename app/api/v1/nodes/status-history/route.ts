import { showStatusHistory } from "#lib/fleet/show-status-history";
import { route } from "#lib/http/route";

export const GET = route(showStatusHistory);
