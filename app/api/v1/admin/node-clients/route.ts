import { createNodeClient } from "#lib/fleet/create-node-client";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import { route } from "#lib/http/route";

export const GET = route(listNodeClients);
export const POST = route(createNodeClient, { status: 201 });
