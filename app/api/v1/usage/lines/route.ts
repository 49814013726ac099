import { route } from "#lib/http/route";
import { usageLinesCsv } from "#lib/usage/export-usage-lines";
import { listUsageLines } from "#lib/usage/list-usage-lines";

export const GET = route(listUsageLines, { csv: usageLinesCsv });
