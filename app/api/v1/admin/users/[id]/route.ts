import { getUser } from "#lib/auth/get-user";
import { updateUser } from "#lib/auth/update-user";
import { route } from "#lib/http/route";

export const GET = route(getUser);
export const PATCH = route(updateUser);
