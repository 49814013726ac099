import { getMe } from "#lib/auth/get-me";
import { route } from "#lib/http/route";

export const GET = route(getMe);
