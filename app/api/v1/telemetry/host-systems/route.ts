import { route } from "#lib/http/route";
import { createHostSystem } from "#lib/telemetry/create-host-system";
import { listHostSystems } from "#lib/telemetry/list-host-systems";

export const GET = route(listHostSystems);
export const POST = route(createHostSystem, { status: 201 });
