import { route } from "#lib/http/route";
import { originalReputationLogged } from "#lib/telemetry/original/show-reputation-logged";

export const GET = route(originalReputationLogged);
