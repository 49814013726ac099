import { route } from "#lib/http/route";
import { createBenchmarkEvent } from "#lib/telemetry/create-benchmark-event";
import { listBenchmarkEvents } from "#lib/telemetry/list-benchmark-events";

export const GET = route(listBenchmarkEvents);
export const POST = route(createBenchmarkEvent, { status: 201 });
