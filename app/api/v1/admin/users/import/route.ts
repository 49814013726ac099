import { importUsers } from "#lib/auth/import-users";
import { route } from "#lib/http/route";

export const POST = route(importUsers);
