import { rotateApplianceToken } from "#lib/appliances/rotate-appliance-token";
import { route } from "#lib/http/route";

export const POST = route(rotateApplianceToken);
