import { route } from "#lib/http/route";
import { listLiveNodes } from "#lib/telemetry/list-live-nodes";

export const GET = route(listLiveNodes);
