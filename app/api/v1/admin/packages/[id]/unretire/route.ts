import { route } from "#lib/http/route";
import { unretirePackage } from "#lib/package-queue/unretire-package";

export const POST = route(unretirePackage);
