import { revokeApiKey } from "#lib/auth/revoke-api-key";
import { showApiKey } from "#lib/auth/show-api-key";
import { updateApiKey } from "#lib/auth/update-api-key";
import { route } from "#lib/http/route";

export const GET = route(showApiKey);
export const PATCH = route(updateApiKey);
export const DELETE = route(revokeApiKey, { status: 204 });
