import { rotateToken } from "#lib/fleet/rotate-token";
import { route } from "#lib/http/route";

export const POST = route(rotateToken);
