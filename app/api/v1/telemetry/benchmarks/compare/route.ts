import { route } from "#lib/http/route";
import { compareBenchmarks } from "#lib/telemetry/compare-benchmarks";

export const GET = route(compareBenchmarks);
