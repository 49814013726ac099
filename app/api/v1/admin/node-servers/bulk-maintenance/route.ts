import { setManyMaintenance } from "#lib/fleet/set-many-maintenance";
import { route } from "#lib/http/route";

export const POST = route(setManyMaintenance);
