import { listNodeSamples } from "#lib/fleet/list-node-samples";
import { route } from "#lib/http/route";

export const GET = route(listNodeSamples);
