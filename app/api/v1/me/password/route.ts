import { changePassword } from "#lib/auth/change-password";
import { route } from "#lib/http/route";

export const POST = route(changePassword, { status: 204 });
