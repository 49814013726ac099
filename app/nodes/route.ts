import { route } from "#lib/http/route";
import { originalNodes } from "#lib/telemetry/original/list-nodes";

export const GET = route(originalNodes);
