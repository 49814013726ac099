import { readLiveness } from "#lib/health/read-liveness";
import { route } from "#lib/http/route";

export const GET = route(readLiveness);
