import { route } from "#lib/http/route";
import { originalPeerReputation } from "#lib/telemetry/original/show-peer-reputation";

export const GET = route(originalPeerReputation);
