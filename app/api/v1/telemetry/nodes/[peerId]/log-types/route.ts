import { route } from "#lib/http/route";
import { listLogTypes } from "#lib/telemetry/list-log-types";

export const GET = route(listLogTypes);
