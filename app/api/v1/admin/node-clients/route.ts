import { createNodeClient } from "#lib/fleet/create-node-client";
import { nodeClientsCsv } from "#lib/fleet/export-node-clients";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import { route } from "#lib/http/route";

export const GET = route(listNodeClients, { csv: nodeClientsCsv });
export const POST = route(createNodeClient, { status: 201 });
