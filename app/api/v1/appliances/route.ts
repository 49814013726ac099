import { createAppliance } from "#lib/appliances/create-appliance";
import { listAppliances } from "#lib/appliances/list-appliances";
import { route } from "#lib/http/route";

export const GET = route(listAppliances);
export const POST = route(createAppliance, { status: 201 });
