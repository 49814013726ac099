import { deleteNodeServer } from "#lib/fleet/delete-node-server";
import { showNodeServer } from "#lib/fleet/show-node-server";
import { updateNodeServer } from "#lib/fleet/update-node-server";
import { route } from "#lib/http/route";

export const GET = route(showNodeServer);
export const PATCH = route(updateNodeServer);
export const DELETE = route(deleteNodeServer, { status: 204 });
