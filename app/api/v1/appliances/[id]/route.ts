import { deleteAppliance } from "#lib/appliances/delete-appliance";
import { showAppliance } from "#lib/appliances/show-appliance";
import { updateAppliance } from "#lib/appliances/update-appliance";
import { route } from "#lib/http/route";

export const GET = route(showAppliance);
export const PATCH = route(updateAppliance);
export const DELETE = route(deleteAppliance, { status: 204 });
