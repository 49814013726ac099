import { route } from "#lib/http/route";
import { showNodeHistory } from "#lib/telemetry/show-node-history";

export const GET = route(showNodeHistory);
