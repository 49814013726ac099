import { route } from "#lib/http/route";
import { showMetrics } from "#lib/metrics/show-metrics";

export const GET = route(showMetrics);
