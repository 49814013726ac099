import { route } from "#lib/http/route";
import { originalBenchmarkEvents } from "#lib/telemetry/original/list-benchmark-events";

export const GET = route(originalBenchmarkEvents);
