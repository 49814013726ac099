import { route } from "#lib/http/route";
import { openFeed } from "#lib/telemetry/original/open-feed";

export const GET = route(openFeed);
