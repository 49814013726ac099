import { route } from "#lib/http/route";
import { originalBenchmarkTargets } from "#lib/telemetry/original/list-benchmark-targets";

export const GET = route(originalBenchmarkTargets);
