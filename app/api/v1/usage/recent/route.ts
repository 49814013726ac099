import { route } from "#lib/http/route";
import { getRecentUsage } from "#lib/usage/get-recent-usage";

export const GET = route(getRecentUsage);
