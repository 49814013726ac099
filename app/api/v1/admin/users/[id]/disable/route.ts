import { disableUser } from "#lib/auth/disable-user";
import { route } from "#lib/http/route";

export const POST = route(disableUser);
