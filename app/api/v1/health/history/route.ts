import { showHealthHistory } from "#lib/health/show-health-history";
import { route } from "#lib/http/route";

export const GET = route(showHealthHistory);
