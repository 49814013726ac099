import { route } from "#lib/http/route";
import { listNodeConnections } from "#lib/telemetry/list-node-connections";

export const GET = route(listNodeConnections);
