import { route } from "#lib/http/route";
import { createBenchmark } from "#lib/telemetry/create-benchmark";
import { listBenchmarks } from "#lib/telemetry/list-benchmarks";

export const GET = route(listBenchmarks);
export const POST = route(createBenchmark, { status: 201 });
