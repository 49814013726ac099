import { bulkEditNodeClients } from "#lib/fleet/bulk-edit-node-clients";
import { route } from "#lib/http/route";

export const POST = route(bulkEditNodeClients);
