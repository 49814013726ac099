import { setSecondFactor } from "#lib/auth/set-second-factor";
import { route } from "#lib/http/route";

export const POST = route(setSecondFactor, { status: 204 });
