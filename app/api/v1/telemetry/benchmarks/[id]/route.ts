import { route } from "#lib/http/route";
import { showBenchmark } from "#lib/telemetry/show-benchmark";

export const GET = route(showBenchmark);
