import { removeUserSecondFactor } from "#lib/auth/remove-user-second-factor";
import { route } from "#lib/http/route";

export const POST = route(removeUserSecondFactor);
