import { route } from "#lib/http/route";
import { originalDatabaseStats } from "#lib/telemetry/original/show-database";

export const GET = route(originalDatabaseStats);
