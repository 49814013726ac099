import { showFleetOverview } from "#lib/fleet/show-fleet-overview";
import { route } from "#lib/http/route";

export const GET = route(showFleetOverview);
