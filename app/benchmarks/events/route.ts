import { route } from "#lib/http/route";
import { createOriginalBenchmarkEvent } from "#lib/telemetry/original/create-benchmark-event";

export const POST = route(createOriginalBenchmarkEvent);
