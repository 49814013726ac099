import { route } from "#lib/http/route";
import { originalLogStats } from "#lib/telemetry/original/list-log-stats";

export const GET = route(originalLogStats);
