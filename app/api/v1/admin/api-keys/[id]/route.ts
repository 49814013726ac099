import { revokeApiKey } from "#lib/auth/revoke-api-key";
import { route } from "#lib/http/route";

export const DELETE = route(revokeApiKey, { status: 204 });
