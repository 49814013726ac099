import { route } from "#lib/http/route";
import { originalReputation } from "#lib/telemetry/original/show-reputation";

export const GET = route(originalReputation);
