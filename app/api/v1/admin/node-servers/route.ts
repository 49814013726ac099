import { createNodeServer } from "#lib/fleet/create-node-server";
import { nodeServersCsv } from "#lib/fleet/export-node-servers";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { route } from "#lib/http/route";

export const GET = route(listNodeServers, { csv: nodeServersCsv });
export const POST = route(createNodeServer, { status: 201 });
