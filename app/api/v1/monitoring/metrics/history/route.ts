import { route } from "#lib/http/route";
import { showMetricHistory } from "#lib/metrics/show-metric-history";

export const GET = route(showMetricHistory);
