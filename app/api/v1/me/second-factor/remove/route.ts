import { removeSecondFactor } from "#lib/auth/remove-second-factor";
import { route } from "#lib/http/route";

export const POST = route(removeSecondFactor, { status: 204 });
