import { signOutEverywhere } from "#lib/auth/sign-out-everywhere";
import { route } from "#lib/http/route";

export const POST = route(signOutEverywhere, { status: 204 });
