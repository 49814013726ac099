import { readOpenApi } from "#lib/http/read-openapi";
import { route } from "#lib/http/route";

export const GET = route(readOpenApi);
