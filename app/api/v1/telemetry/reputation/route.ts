import { route } from "#lib/http/route";
import { showReputation } from "#lib/telemetry/show-reputation";

export const GET = route(showReputation);
