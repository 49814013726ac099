import { route } from "#lib/http/route";
import { listBenchmarkTargets } from "#lib/telemetry/list-benchmark-targets";

export const GET = route(listBenchmarkTargets);
