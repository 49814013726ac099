import { route } from "#lib/http/route";
import { usageCsv } from "#lib/usage/export-usage";
import { getUsage } from "#lib/usage/get-usage";

export const GET = route(getUsage, { csv: usageCsv });
