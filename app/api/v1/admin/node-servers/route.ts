import { createNodeServer } from "#lib/fleet/create-node-server";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { route } from "#lib/http/route";

export const GET = route(listNodeServers);
export const POST = route(createNodeServer, { status: 201 });
