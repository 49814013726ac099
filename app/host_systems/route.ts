import { route } from "#lib/http/route";
import { createOriginalHostSystem } from "#lib/telemetry/original/create-host-system";
import { originalHostSystems } from "#lib/telemetry/original/list-host-systems";

export const GET = route(originalHostSystems);
export const POST = route(createOriginalHostSystem);
