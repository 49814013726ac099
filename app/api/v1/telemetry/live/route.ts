import { route } from "#lib/http/route";
import { openLiveNodes } from "#lib/telemetry/open-live-nodes";

export const GET = route(openLiveNodes);
