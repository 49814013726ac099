import { createPasswordLink } from "#lib/auth/create-password-link";
import { route } from "#lib/http/route";

export const POST = route(createPasswordLink, { status: 201 });
