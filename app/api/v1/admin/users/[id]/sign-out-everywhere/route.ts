import { signOutUser } from "#lib/auth/sign-out-user";
import { route } from "#lib/http/route";

export const POST = route(signOutUser);
