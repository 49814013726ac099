import { route } from "#lib/http/route";
import { showProfiling } from "#lib/telemetry/show-profiling";

export const GET = route(showProfiling);
