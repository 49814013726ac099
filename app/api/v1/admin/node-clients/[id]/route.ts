import { deleteNodeClient } from "#lib/fleet/delete-node-client";
import { showNodeClient } from "#lib/fleet/show-node-client";
import { updateNodeClient } from "#lib/fleet/update-node-client";
import { route } from "#lib/http/route";

export const GET = route(showNodeClient);
export const PATCH = route(updateNodeClient);
export const DELETE = route(deleteNodeClient, { status: 204 });
