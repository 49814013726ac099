import { listNodes } from "#lib/fleet/list-nodes";
import { route } from "#lib/http/route";

export const GET = route(listNodes);
