import { setMaintenance } from "#lib/fleet/set-maintenance";
import { route } from "#lib/http/route";

export const POST = route(setMaintenance);
