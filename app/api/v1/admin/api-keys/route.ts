import { createApiKey } from "#lib/auth/create-api-key";
import { listApiKeys } from "#lib/auth/list-api-keys";
import { route } from "#lib/http/route";

export const GET = route(listApiKeys);
export const POST = route(createApiKey, { status: 201 });
