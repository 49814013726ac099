import { route } from "#lib/http/route";
import { scrapeMetrics } from "#lib/metrics/scrape-metrics";

export const GET = route(scrapeMetrics, { text: { type: "text/plain; version=0.0.4" } });
