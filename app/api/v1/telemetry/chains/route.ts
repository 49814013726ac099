import { route } from "#lib/http/route";
import { listChains } from "#lib/telemetry/list-chains";

export const GET = route(listChains);
