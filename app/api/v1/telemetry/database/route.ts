import { route } from "#lib/http/route";
import { showDatabaseSizes } from "#lib/telemetry/show-database-sizes";

export const GET = route(showDatabaseSizes);
