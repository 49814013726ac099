import { readReadiness } from "#lib/health/read-readiness";
import { route } from "#lib/http/route";

export const GET = route(readReadiness);
