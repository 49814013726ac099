import { redeemPasswordLink } from "#lib/auth/redeem-password-link";
import { route } from "#lib/http/route";

export const POST = route(redeemPasswordLink, { status: 204 });
