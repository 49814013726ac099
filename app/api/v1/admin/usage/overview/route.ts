import { route } from "#lib/http/route";
import { getUsageOverview } from "#lib/usage/get-usage-overview";

export const GET = route(getUsageOverview);
