import { route } from "#lib/http/route";
import { createOriginalBenchmark } from "#lib/telemetry/original/create-benchmark";
import { originalBenchmarks } from "#lib/telemetry/original/list-benchmarks";

export const GET = route(originalBenchmarks);
export const POST = route(createOriginalBenchmark);
