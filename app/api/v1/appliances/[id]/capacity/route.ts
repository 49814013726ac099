import { showCapacity } from "#lib/appliances/show-capacity";
import { route } from "#lib/http/route";

export const GET = route(showCapacity);
