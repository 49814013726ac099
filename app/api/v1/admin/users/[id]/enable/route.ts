import { enableUser } from "#lib/auth/enable-user";
import { route } from "#lib/http/route";

export const POST = route(enableUser);
