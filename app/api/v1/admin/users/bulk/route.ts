import { bulkDisableUsers } from "#lib/auth/bulk-disable-users";
import { route } from "#lib/http/route";

export const POST = route(bulkDisableUsers);
