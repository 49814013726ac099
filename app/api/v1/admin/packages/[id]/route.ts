import { route } from "#lib/http/route";
import { getPackage } from "#lib/package-queue/get-package";

export const GET = route(getPackage);
