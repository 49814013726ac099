import { offerSecondFactor } from "#lib/auth/offer-second-factor";
import { route } from "#lib/http/route";

export const POST = route(offerSecondFactor);
