import { route } from "#lib/http/route";
import { showPeerReputation } from "#lib/telemetry/show-peer-reputation";

export const GET = route(showPeerReputation);
